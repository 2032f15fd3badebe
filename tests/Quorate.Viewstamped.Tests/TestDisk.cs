namespace Quorate.Viewstamped.Tests;

/// <summary>
/// A disk that keeps what was flushed: log, metadata, checkpoints. Unflushed writes vanish in a crash.
/// </summary>
internal sealed class TestDisk : ICheckpointReader
{
    private readonly List<(Ticket Ticket, Action Write)> _unflushed = [];
    private readonly SortedDictionary<ulong, (CheckpointReference Reference, List<ReadOnlyMemory<byte>> Chunks)>
        _checkpoints = [];

    private readonly Dictionary<CheckpointReference, List<ReadOnlyMemory<byte>>> _opened = [];

    internal List<Entry> Log { get; private set; } = [];

    internal DurableState Durable { get; private set; } = new();

    internal Incarnation Incarnation { get; set; }

    /// <summary>While set, writes stay in the cache.</summary>
    internal bool IsStalled { get; set; }

    internal void Append(Ticket ticket, Entry entry) => _unflushed.Add((ticket, () => Log.Add(entry)));

    internal void SaveMetadata(Ticket ticket, DurableState state) => _unflushed.Add((ticket, () => Durable = state));

    internal void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state)
    {
        Entry[] copy = [.. suffix];
        _unflushed.Add((ticket, Write));

        void Write()
        {
            Log = [.. Log.Where(entry => entry.Op <= after), .. copy];
            if (Log.Count > 0 && Log[^1].Op < after)
            {
                Log = [];
            }

            Durable = state;
        }
    }

    internal void ReleaseLog(OpNumber last) => Log.RemoveAll(entry => entry.Op <= last);

    /// <summary>
    /// Flushes everything; returns the highest ticket, or zero when nothing waited or the disk stalls.
    /// </summary>
    internal Ticket Flush()
    {
        if (IsStalled || _unflushed.Count == 0)
        {
            return Ticket.Zero;
        }

        foreach (var (_, write) in _unflushed)
        {
            write();
        }

        var last = _unflushed[^1].Ticket;
        _unflushed.Clear();
        return last;
    }

    internal void Crash() => _unflushed.Clear();

    internal IReadOnlyList<Entry>? Read(OpNumber first, OpNumber last)
    {
        Entry[] found = [.. Log.Where(entry => entry.Op >= first && entry.Op <= last)];
        return found.Length > 0 && found[0].Op == first ? found : null;
    }

    internal void SaveCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        _checkpoints[reference.Op.Value] = (reference, [.. chunks]);

    internal bool AddChunk(CheckpointReference reference, int chunk, int count, ReadOnlyMemory<byte> bytes)
    {
        if (chunk == 0)
        {
            _checkpoints[reference.Op.Value] = (reference, []);
        }

        _checkpoints[reference.Op.Value].Chunks.Add(bytes.ToArray());
        return chunk == count - 1;
    }

    internal CheckpointRead ReadChunk(Cookie cookie, OpNumber op, int chunk) =>
        _checkpoints.TryGetValue(op.Value, out var found) && chunk < found.Chunks.Count
            ? new CheckpointRead(cookie, found.Reference, chunk, found.Chunks.Count, found.Chunks[chunk])
            : new CheckpointRead(cookie, default, chunk, 0, default);

    internal void ReleaseCheckpoints(OpNumber op)
    {
        foreach (var old in _checkpoints.Keys.Where(key => key != op.Value).ToList())
        {
            _checkpoints.Remove(old);
        }
    }

    /// <summary>Opens a checkpoint; one that was opened before can be opened for ever, for replays.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference)
    {
        if (!_opened.TryGetValue(reference, out var chunks))
        {
            chunks = _checkpoints[reference.Op.Value].Chunks;
            _opened.Add(reference, chunks);
        }

        return chunks;
    }
}
