using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// A clock's mark in a file, flushed (clocks.md P1, P4): two copies, written and flushed one after the other, so that
/// one is whole whenever the power fails, and damage to one loses nothing. The file is held by one process.
/// </summary>
public sealed class FileHighWaterMark : IHighWaterMarkStore, IDisposable
{
    private readonly IMarkMedium _medium;
    private readonly ulong _loaded;
    private ulong _saved;
    private Exception? _failure;

    /// <summary>Opens the file, and makes it if there is none.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <exception cref="HighWaterMarkException">It is damaged, in use, or cannot be written.</exception>
    public FileHighWaterMark(string path)
        : this(FileMarkMedium.Open(Path.GetFullPath(path)))
    {
    }

    internal FileHighWaterMark(IMarkMedium medium)
    {
        _medium = medium;
        try
        {
            _loaded = ReadAndRepair();
        }
        catch
        {
            medium.Dispose();
            throw;
        }

        _saved = _loaded;
    }

    /// <inheritdoc/>
    public ulong Load() => _loaded;

    /// <inheritdoc/>
    /// <exception cref="HighWaterMarkException">It could not be stored, now or earlier; nothing is tried
    /// again.</exception>
    public void Save(ulong mark)
    {
        if (_failure is not null)
        {
            throw Refusal(_failure);
        }

        Contract.Assert(mark > _saved, "a mark only rises");
        for (var place = 0; place < MarkRecord.Places; place++)
        {
            Write(place, mark);
        }

        _saved = mark;
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _medium.Dispose();

    private void Write(int place, ulong mark)
    {
        Span<byte> record = stackalloc byte[MarkRecord.Length];
        MarkRecord.Write(record, mark);
        try
        {
            _medium.Write(place, record);
            _medium.Flush();
        }
        catch (IOException failure)
        {
            // After a failed flush the system may show as written what the disk does not have: no second try.
            _failure = failure;
            throw Refusal(failure);
        }
    }

    private ulong ReadAndRepair()
    {
        Span<ulong?> copies = [Read(0), Read(1)];
        if ((copies[0] ?? copies[1]) is null)
        {
            throw new HighWaterMarkException(
                $"both copies in the clock mark {_medium.Name} are damaged, so that it is not known which times "
                + "were issued. Restore the file from the same disk's last state; delete it only if every time "
                + "ever issued is older than the wall clock now");
        }

        var found = Math.Max(copies[0] ?? 0, copies[1] ?? 0);
        for (var place = 0; place < copies.Length; place++)
        {
            // A copy that is torn or behind is mended at once: the next damage must not meet the only good one.
            if (copies[place] != found)
            {
                Write(place, found);
            }
        }

        return found;
    }

    private ulong? Read(int place)
    {
        Span<byte> record = stackalloc byte[MarkRecord.Length];
        var length = _medium.Read(place, record);
        if (!MarkRecord.TryRead(record[..length], out var mark, out var version))
        {
            return null;
        }

        return MarkRecord.IsKnown(version) ? mark : throw new HighWaterMarkException(
            $"the clock mark {_medium.Name} has format {version}, which this version does not know: a later version "
            + "wrote it; use that one");
    }

    private HighWaterMarkException Refusal(Exception failure) => new(
        $"the clock mark {_medium.Name} could not be stored: {failure.Message}; this clock issues no more times. Check "
        + "the disk, then start the process again", failure);
}
