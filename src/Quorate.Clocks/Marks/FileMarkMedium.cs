using Microsoft.Win32.SafeHandles;
using Quorate.Storage;

namespace Quorate.Clocks;

/// <summary>
/// A file of two blocks that one process holds at a time. Damage of the disk hits blocks: each copy has one of its own.
/// </summary>
internal sealed class FileMarkMedium : IMarkMedium
{
    private const int BlockBytes = 4096;
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);
    private readonly SafeFileHandle _file;

    private FileMarkMedium(string path, SafeFileHandle file)
    {
        Name = path;
        _file = file;
    }

    public string Name { get; }

    /// <summary>Opens the file, and makes it first if there is none: with a mark of zero in both places.</summary>
    /// <exception cref="HighWaterMarkException">It cannot be used; the message says why and what to do.</exception>
    public static FileMarkMedium Open(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            return new FileMarkMedium(
                path, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException cause) when (cause.HResult is WouldBlock or SharingViolation)
        {
            throw new HighWaterMarkException(
                $"the clock mark {path} is in use by another process; two processes cannot be one clock: stop that "
                + "one, or give this one a file of its own", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new HighWaterMarkException(
                $"cannot open the clock mark {path}: {cause.Message}; it needs a file on a durable disk that this user "
                + "may write", cause);
        }
    }

    public int Read(int place, Span<byte> record) => RandomAccess.Read(_file, record, (long)place * BlockBytes);

    public void Write(int place, ReadOnlySpan<byte> record) =>
        RandomAccess.Write(_file, record, (long)place * BlockBytes);

    public void Flush() => SystemCalls.FlushData(_file);

    public void Dispose() => _file.Dispose();

    // Written under another name first: a file with the mark's name always holds a mark, whenever the power fails.
    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var draft = path + ".new";
        using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Span<byte> record = stackalloc byte[MarkRecord.Length];
            MarkRecord.Write(record, 0);
            for (var place = 0; place < MarkRecord.Places; place++)
            {
                RandomAccess.Write(file, record, (long)place * BlockBytes);
            }

            SystemCalls.FlushData(file);
        }

        File.Move(draft, path);
        SystemCalls.FlushDirectory(folder);
    }
}
