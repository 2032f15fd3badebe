using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Quorate.Storage;

/// <summary>
/// Checkpoints as files of one directory: <c>checkpoint-OP</c>, written as <c>draft-N</c> and renamed when whole.
/// Flushes every few megabytes while it writes, so that the journal's flushes beside it never wait for hundreds of
/// them. For one thread.
/// </summary>
public sealed class FileCheckpointMedium : ICheckpointMedium, IDisposable
{
    private const int FlushBytes = 4 << 20;
    private const string Prefix = "checkpoint-";
    private const string DraftPrefix = "draft-";
    private readonly string _directory;
    private readonly SortedList<OpNumber, SafeFileHandle> _published = [];
    private readonly SortedList<int, Draft> _drafts = [];

    /// <summary>Opens the files of a directory.</summary>
    /// <param name="directory">An existing directory that nobody else uses; see <see cref="DataDirectory"/>.</param>
    /// <exception cref="CheckpointFailedException">A file cannot be opened.</exception>
    public FileCheckpointMedium(string directory)
    {
        _directory = directory;
        Attempt("open", directory, OpenAll);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OpNumber> List() => [.. _published.Keys];

    /// <inheritdoc/>
    public void Begin(int draft)
    {
        Discard(draft);
        var path = DraftPath(draft);
        Attempt("create", path, () => _drafts.Add(
            draft, new Draft(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read))));
    }

    /// <inheritdoc/>
    public void Append(int draft, ReadOnlySpan<byte> bytes)
    {
        var target = _drafts[draft];
        try
        {
            RandomAccess.Write(target.File, bytes, target.Length);
            target.Length += bytes.Length;
            if (target.Length - target.Flushed >= FlushBytes)
            {
                SystemCalls.FlushData(target.File);
                target.Flushed = target.Length;
            }
        }
        catch (Exception cause) when (IsEnvironment(cause))
        {
            throw Failed("write", DraftPath(draft), cause);
        }
    }

    /// <inheritdoc/>
    public void Publish(int draft, OpNumber op)
    {
        var source = _drafts[draft];
        Attempt("publish", PathOf(op), () =>
        {
            SystemCalls.FlushData(source.File);
            File.Move(DraftPath(draft), PathOf(op), overwrite: true);
            SystemCalls.FlushDirectory(_directory);
        });
        _drafts.Remove(draft);
        if (_published.Remove(op, out var replaced))
        {
            replaced.Dispose();
        }

        _published.Add(op, source.File);
    }

    /// <inheritdoc/>
    public void Discard(int draft)
    {
        if (_drafts.Remove(draft, out var dropped))
        {
            dropped.File.Dispose();
            Attempt("delete", DraftPath(draft), () => File.Delete(DraftPath(draft)));
        }
    }

    /// <inheritdoc/>
    public void Delete(OpNumber op)
    {
        if (_published.Remove(op, out var file))
        {
            file.Dispose();
            Attempt("delete", PathOf(op), () => File.Delete(PathOf(op)));
        }
    }

    /// <inheritdoc/>
    public long Length(OpNumber op)
    {
        var length = 0L;
        Attempt("read", PathOf(op), () => length = RandomAccess.GetLength(_published[op]));
        return length;
    }

    /// <inheritdoc/>
    public int Read(OpNumber op, long offset, Span<byte> destination)
    {
        try
        {
            return WholeReads.Read(_published[op], offset, destination);
        }
        catch (Exception cause) when (IsEnvironment(cause))
        {
            throw Failed("read", PathOf(op), cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _published.Values)
        {
            file.Dispose();
        }

        foreach (var draft in _drafts.Values)
        {
            draft.File.Dispose();
        }
    }

    private void OpenAll()
    {
        foreach (var path in Directory.GetFiles(_directory))
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith(DraftPrefix, StringComparison.Ordinal))
            {
                File.Delete(path);
            }
            else if (name.StartsWith(Prefix, StringComparison.Ordinal)
                && ulong.TryParse(name[Prefix.Length..], CultureInfo.InvariantCulture, out var op))
            {
                _published.Add(new OpNumber(op), File.OpenHandle(path));
            }
        }
    }

    private string PathOf(OpNumber op) =>
        Path.Combine(_directory, Prefix + op.Value.ToString("d20", CultureInfo.InvariantCulture));

    private string DraftPath(int draft) =>
        Path.Combine(_directory, DraftPrefix + draft.ToString(CultureInfo.InvariantCulture));

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

    private static CheckpointFailedException Failed(string action, string path, Exception cause) =>
        new(StorageException.Explain(action, path, cause), cause);

    private sealed class Draft(SafeFileHandle file)
    {
        public SafeFileHandle File { get; } = file;

        public long Length { get; set; }

        public long Flushed { get; set; }
    }
}
