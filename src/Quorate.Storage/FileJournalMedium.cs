using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Quorate.Storage;

/// <summary>
/// The journal's segments and metadata slots as files of one directory: <c>segment-N</c>, each written once in full
/// before use, <c>metadata-0</c> and <c>metadata-1</c>; <c>spare</c> is the next segment in the making. Unbuffered
/// writes, one fdatasync per flush. For one thread.
/// </summary>
public sealed class FileJournalMedium : IJournalMedium, IDisposable
{
    private const int Copies = 2;
    private const string SegmentPrefix = "segment-";
    private readonly string _directory;
    private readonly SortedList<ulong, SafeFileHandle> _segments = [];
    private readonly List<ulong> _unflushed = [];
    private readonly SafeFileHandle[] _metadata = new SafeFileHandle[Copies];
    private SpareSegment? _spare;

    /// <summary>Opens the files of a directory, or makes them in an empty one.</summary>
    /// <param name="directory">An existing directory that nobody else uses; see <see cref="DataDirectory"/>.</param>
    /// <param name="segmentBytes">Bytes of a segment, when there is none yet; else they keep their size.</param>
    /// <exception cref="JournalFailedException">A file cannot be opened.</exception>
    public FileJournalMedium(string directory, int segmentBytes = JournalOptions.SegmentBytesDefault)
    {
        _directory = directory;
        SegmentBytes = segmentBytes;
        Attempt("open", directory, () => OpenAll(directory));
        _spare = _segments.Count > 0 ? new SpareSegment(SparePath, SegmentBytes) : null;
    }

    /// <inheritdoc/>
    public int SegmentBytes { get; private set; }

    /// <inheritdoc/>
    public int MetadataCopies => Copies;

    /// <inheritdoc/>
    public IReadOnlyList<ulong> Segments() => [.. _segments.Keys];

    /// <inheritdoc/>
    public void CreateOrRecycle(ulong segment, ulong? recycled)
    {
        var path = PathOf(segment);
        if (recycled is { } old)
        {
            Attempt("rename to", path, () =>
            {
                File.Move(PathOf(old), path);
                SystemCalls.FlushDirectory(_directory);
            });
            _segments.Add(segment, _segments[old]);
            _segments.Remove(old);
            return;
        }

        Attempt("create", path, () => _segments.Add(segment, Create(path)));
        _spare = new SpareSegment(SparePath, SegmentBytes);
    }

    /// <inheritdoc/>
    public void Delete(ulong segment)
    {
        _segments[segment].Dispose();
        _segments.Remove(segment);
        Attempt("delete", PathOf(segment), () => File.Delete(PathOf(segment)));
    }

    /// <inheritdoc/>
    public void Write(ulong segment, int offset, ReadOnlySpan<byte> bytes)
    {
        if (!_unflushed.Contains(segment))
        {
            _unflushed.Add(segment);
        }

        try
        {
            RandomAccess.Write(_segments[segment], bytes, offset);
        }
        catch (Exception cause) when (IsEnvironment(cause))
        {
            throw Failed("write", PathOf(segment), cause);
        }
    }

    /// <inheritdoc/>
    public int Read(ulong segment, int offset, Span<byte> destination)
    {
        try
        {
            return WholeReads.Read(_segments[segment], offset, destination);
        }
        catch (Exception cause) when (IsEnvironment(cause))
        {
            throw Failed("read", PathOf(segment), cause);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var segment in _unflushed)
        {
            FlushFile(_segments[segment], segment);
        }

        _unflushed.Clear();
    }

    /// <inheritdoc/>
    public void WriteMetadata(int copy, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_metadata[copy], bytes, 0);
        }
        catch (Exception cause) when (IsEnvironment(cause))
        {
            throw Failed("write", MetadataPath(copy), cause);
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadMetadata(int copy)
    {
        var bytes = new byte[Journal.PageBytes];
        var count = 0;
        Attempt("read", MetadataPath(copy), () => count = WholeReads.Read(_metadata[copy], 0, bytes));
        return bytes.AsMemory(0, count);
    }

    /// <inheritdoc/>
    public void FlushMetadata(int copy) =>
        Attempt("flush", MetadataPath(copy), () => SystemCalls.FlushData(_metadata[copy]));

    /// <inheritdoc/>
    public void Dispose()
    {
        _spare?.Dispose();
        foreach (var file in _segments.Values)
        {
            file.Dispose();
        }

        foreach (var file in _metadata)
        {
            file?.Dispose();
        }
    }

    private void OpenAll(string directory)
    {
        var longest = 0L;
        foreach (var path in Directory.GetFiles(directory, SegmentPrefix + "*"))
        {
            var name = Path.GetFileName(path);
            if (ulong.TryParse(name[SegmentPrefix.Length..], CultureInfo.InvariantCulture, out var number))
            {
                _segments.Add(number, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));
                longest = Math.Max(longest, new FileInfo(path).Length);
            }
        }

        if (longest is >= 2 * Journal.PageBytes and <= int.MaxValue && longest % Journal.PageBytes == 0)
        {
            SegmentBytes = (int)longest;
        }

        for (var copy = 0; copy < Copies; copy++)
        {
            _metadata[copy] = File.OpenHandle(
                MetadataPath(copy), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }

        // One that was being made when the replica stopped; nothing refers to it.
        File.Delete(SparePath);
        SystemCalls.FlushDirectory(directory);
    }

    private SafeFileHandle Create(string path)
    {
        var made = _spare?.Take() ?? SpareSegment.Make(SparePath, SegmentBytes, CancellationToken.None);
        _spare = null;
        File.Move(SparePath, path);
        SystemCalls.FlushDirectory(_directory);
        return made;
    }

    private void FlushFile(SafeFileHandle file, ulong segment)
    {
        try
        {
            SystemCalls.FlushData(file);
        }
        catch (IOException cause)
        {
            throw Failed("flush", PathOf(segment), cause);
        }
    }

    private string SparePath => Path.Combine(_directory, "spare");

    private string PathOf(ulong segment) =>
        Path.Combine(_directory, SegmentPrefix + segment.ToString("d20", CultureInfo.InvariantCulture));

    private string MetadataPath(int copy) =>
        Path.Combine(_directory, "metadata-" + copy.ToString(CultureInfo.InvariantCulture));

    private static void Attempt(string action, string path, Action body)
    {
        try
        {
            body();
        }
        catch (Exception cause) when (IsEnvironment(cause))
        {
            throw Failed(action, path, cause);
        }
    }

    private static bool IsEnvironment(Exception cause) => cause is IOException or UnauthorizedAccessException;

    private static JournalFailedException Failed(string action, string path, Exception cause) =>
        new(StorageException.Explain(action, path, cause), cause);
}
