namespace Quorate.Broadcast.Tests;

/// <summary>
/// A disk that keeps what was flushed, in ticket order; what was not flushed vanishes in a crash. Checkpoints are files
/// beside it.
/// </summary>
internal sealed class TestDisk : ICheckpointReader
{
    private readonly Queue<(Ticket Ticket, Action Write)> _unflushed = [];
    private readonly SortedDictionary<ulong, (CheckpointReference Reference, List<ReadOnlyMemory<byte>> Chunks)>
        _checkpoints = [];

    private readonly Dictionary<CheckpointReference, List<ReadOnlyMemory<byte>>> _opened = [];
    private readonly SortedDictionary<ulong, Entry> _log = [];

    internal DurableState Durable { get; private set; } = new();

    internal Incarnation Incarnation { get; set; }

    internal int Unflushed => _unflushed.Count;

    internal int LogLength => _log.Count;

    internal void Append(Ticket ticket, OpNumber position, Entry entry) =>
        _unflushed.Enqueue((ticket, () =>
        {
            Assert.True(_log.Count == 0 || _log.ContainsKey(position.Value - 1), "the log has no gap");
            _log.Add(position.Value, entry);
        }
    ));

    internal void SaveMetadata(Ticket ticket, DurableState state) =>
        _unflushed.Enqueue((ticket, () =>
        {
            Assert.True(state.LogBase >= Durable.LogBase && state.Checkpoint.Op >= Durable.Checkpoint.Op);
            Durable = state;
        }
    ));

    internal void ReleaseLog(OpNumber last)
    {
        Assert.True(last <= Durable.LogBase, "only what the durable metadata does not need is released");
        foreach (var position in _log.Keys.Where(position => position <= last.Value).ToList())
        {
            _log.Remove(position);
        }
    }

    /// <summary>Flushes so many writes; returns the highest ticket, or zero when nothing waited.</summary>
    internal Ticket Flush(int count = int.MaxValue)
    {
        var last = Ticket.Zero;
        for (; count > 0 && _unflushed.TryDequeue(out var write); count--)
        {
            write.Write();
            last = write.Ticket;
        }

        return last;
    }

    internal void Crash() => _unflushed.Clear();

    internal RecoveredState Recover(string? corruption) => new()
    {
        Durable = Durable,
        Log = [.. _log.Where(entry => entry.Key > Durable.LogBase.Value).Select(entry => entry.Value)],
        Corruption = corruption,
    };

    /// <summary>A copy of what is durable now, as a backup of the data directory is.</summary>
    internal TestDisk Copy()
    {
        var copy = new TestDisk { Durable = Durable, Incarnation = Incarnation };
        foreach (var (position, entry) in _log)
        {
            copy._log.Add(position, entry);
        }

        foreach (var (op, checkpoint) in _checkpoints)
        {
            copy._checkpoints.Add(op, checkpoint);
        }

        return copy;
    }

    internal void SaveCheckpoint(CheckpointReference reference, List<ReadOnlyMemory<byte>> chunks) =>
        _checkpoints[reference.Op.Value] = (reference, chunks);

    internal void ReleaseCheckpoints(OpNumber op)
    {
        Assert.True(op <= Durable.Checkpoint.Op, "a checkpoint is released only for a newer durable one");
        foreach (var old in _checkpoints.Keys.Where(key => key < op.Value).ToList())
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
