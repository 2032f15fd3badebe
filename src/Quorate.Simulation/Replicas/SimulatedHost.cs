namespace Quorate.Simulation;

/// <summary>
/// Executes the effects of one incarnation as the real host does: writes are ordered for the group flush, promises are
/// held until their ticket is on disk, background work completes later. It dies with its incarnation.
/// </summary>
internal sealed class SimulatedHost(int replica, ulong incarnation, World world, SimulatedDisk disk)
    : IHostEffects, IReleasedSends
{
    private readonly HeldSends _held = new();
    private readonly List<HostAnswer> _answers = [];

    /// <summary>Why the replica stopped itself, if it did.</summary>
    public StopReason? Stopped { get; private set; }

    /// <inheritdoc/>
    public void Append(Ticket ticket, OpNumber position, Entry entry)
    {
        world.Observer?.Appended(world.Now, replica, entry);
        disk.Order(new PendingWrite(PendingWriteKind.Append, ticket.Value, position.Value - 1, entry, [], null));
    }

    /// <inheritdoc/>
    public void Truncate(Ticket ticket, OpNumber last) =>
        disk.Order(new PendingWrite(PendingWriteKind.Truncate, ticket.Value, last.Value, null, [], null));

    /// <inheritdoc/>
    public void SaveMetadata(Ticket ticket, DurableState state) =>
        disk.Order(new PendingWrite(PendingWriteKind.Metadata, ticket.Value, 0, null, [], state));

    /// <inheritdoc/>
    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        disk.Order(new PendingWrite(PendingWriteKind.Install, ticket.Value, after.Value, null, [.. suffix], state));

    /// <inheritdoc/>
    public void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        _held.Send(to, message, after, generation, this);

    /// <inheritdoc/>
    public void Fence(Generation generation) => _held.DropBelow(generation);

    /// <summary>A flush is known to be complete: releases what waited for it.</summary>
    public void Persisted(Ticket ticket) => _held.Release(ticket, this);

    /// <inheritdoc/>
    public void Release(ReplicaId to, Message message)
    {
        world.Checkers.Protocol.Released(replica, to, message, disk.Image);
        world.Transmit(replica, to.Value, message);
    }

    /// <inheritdoc/>
    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last) =>
        AnswerLater(HostAnswerKind.LogRead, cookie, first, last);

    /// <inheritdoc/>
    public void ReleaseLog(OpNumber last) => disk.ReleaseLog(last);

    /// <inheritdoc/>
    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        world.Checkers.Checkpoints.Seen(replica, reference, null);
        AnswerLater(HostAnswerKind.CheckpointWritten, default, reference.Op, default, 0, reference, chunks);
    }

    /// <inheritdoc/>
    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) =>
        AnswerLater(HostAnswerKind.CheckpointRead, cookie, op, default, chunk);

    /// <inheritdoc/>
    public void WriteCheckpoint(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        if (disk.Checkpoints.Receive(reference, chunk, chunkCount, bytes))
        {
            AnswerLater(HostAnswerKind.CheckpointWritten, default, reference.Op, default, 0, reference);
        }
    }

    /// <inheritdoc/>
    public void ReleaseCheckpoints(OpNumber op) => disk.Checkpoints.Release(op);

    /// <inheritdoc/>
    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) =>
        throw new NotSupportedException("Crash-fault protocols sign nothing.");

    /// <inheritdoc/>
    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers)
    {
        // The simulated network connects everybody; membership changes are not simulated yet.
    }

    /// <inheritdoc/>
    public void Stop(StopReason reason)
    {
        Stopped = reason;
        world.Checkers.Violations.Report(
            Checkers.StoppedName, $"r{replica} stops in view {reason.View} at op {reason.Op}: {reason.Text}");
    }

    /// <inheritdoc/>
    public void Trace(in TraceEvent traceEvent) => world.Trace(replica, traceEvent);

    /// <summary>Background work is done: makes the event that answers it.</summary>
    public ReplicaEvent? Complete(int slot)
    {
        var answer = _answers[slot];
        _answers[slot] = default;
        switch (answer.Kind)
        {
            case HostAnswerKind.LogRead:
                var entries = disk.Read(answer.First, answer.Last, world.LogReadBytes);
                return new LogRead(answer.Cookie, entries);
            case HostAnswerKind.CheckpointRead:
                return disk.Checkpoints.Read(answer.Cookie, answer.First, answer.Chunk);
            default:
                if (answer.Chunks is { } chunks)
                {
                    disk.Checkpoints.Write(answer.Reference, chunks);
                }

                var content = disk.Checkpoints.ContentOf(answer.Reference.Op);
                world.Checkers.Checkpoints.Seen(replica, answer.Reference, Checksum.Of(content.Span));
                return new CheckpointDurable(answer.Reference, content.Length);
        }
    }

    private void AnswerLater(
        HostAnswerKind kind,
        Cookie cookie,
        OpNumber first,
        OpNumber last,
        int chunk = 0,
        CheckpointReference reference = default,
        IEnumerable<ReadOnlyMemory<byte>>? chunks = null)
    {
        _answers.Add(new HostAnswer(kind, cookie, first, last, chunk, reference, chunks));
        world.ScheduleHostAnswer(replica, _answers.Count - 1, incarnation);
    }
}
