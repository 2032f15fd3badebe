namespace Quorate.Storage;

/// <summary>
/// A replica's data directory, held exclusively while this lives (viewstamped.md R9): <c>lock</c>, <c>journal/</c>,
/// <c>checkpoints/</c>.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Where the journal's files are.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal");

    /// <summary>Where the checkpoints are.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>Creates the directory if need be and takes its lock.</summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="StorageException">It is in use, or cannot be written.</exception>
    public static DataDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        var lockPath = System.IO.Path.Combine(full, "lock");
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(full);
            held = Lock(lockPath);
            var data = new DataDirectory(full, held);
            Directory.CreateDirectory(data.Journal);
            Directory.CreateDirectory(data.Checkpoints);
            SystemCalls.FlushDirectory(full);
            SystemCalls.FlushDirectory(System.IO.Path.GetDirectoryName(full) ?? full);
            return data;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new StorageException(StorageException.Explain("use the data directory", full, cause), cause);
        }
    }

    /// <summary>Gives the directory up.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException cause) when (cause.HResult is WouldBlock or SharingViolation)
        {
            throw new StorageException(
                $"the data directory {System.IO.Path.GetDirectoryName(path)} is in use by another process; "
                + "stop that one first, or choose another directory", cause);
        }
    }
}
