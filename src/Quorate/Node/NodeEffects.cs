namespace Quorate;

/// <summary>
/// What a node gives its core to emit effects into: those of the host go straight on, in order; the executor's are
/// queued in the executor, which does not run during a step; the front-end's wait until the step is over.
/// </summary>
internal sealed class NodeEffects(IHostEffects host, Executor executor, ICheckpointReader checkpoints) : IEffects
{
    private readonly Queue<FrontEndEffect> _frontEnd = [];

    /// <summary>Whether the core has stopped the replica.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes the next effect for the front-end.</summary>
    public bool TryTake(out FrontEndEffect effect) => _frontEnd.TryDequeue(out effect);

    public void Commit(in CommittedEntry committed) => executor.Enqueue(committed);

    public void InstallCheckpoint(CheckpointReference reference) =>
        executor.EnqueueInstall(reference, checkpoints.Open(reference));

    public void ReadReady(Cookie cookie, OpNumber op) =>
        _frontEnd.Enqueue(new FrontEndEffect(cookie, op, default, default, default));

    public void Refuse(SessionId session, RequestNumber number, RefusalReason reason) =>
        _frontEnd.Enqueue(new FrontEndEffect(default, default, session, number, reason));

    public void Append(Ticket ticket, OpNumber position, Entry entry) => host.Append(ticket, position, entry);

    public void Truncate(Ticket ticket, OpNumber last) => host.Truncate(ticket, last);

    public void SaveMetadata(Ticket ticket, DurableState state) => host.SaveMetadata(ticket, state);

    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        host.InstallLog(ticket, after, suffix, state);

    public void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        host.Send(to, message, after, generation);

    public void Fence(Generation generation) => host.Fence(generation);

    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last) => host.ReadLog(cookie, first, last);

    public void ReleaseLog(OpNumber last) => host.ReleaseLog(last);

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        host.PersistCheckpoint(reference, chunks);

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) => host.ReadCheckpoint(cookie, op, chunk);

    public void WriteCheckpoint(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) =>
        host.WriteCheckpoint(reference, chunk, chunkCount, bytes);

    public void ReleaseCheckpoints(OpNumber op) => host.ReleaseCheckpoints(op);

    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) => host.Verify(cookie, statements);

    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers) => host.ConfigurePeers(peers);

    public void Stop(StopReason reason)
    {
        Stopped = true;
        host.Stop(reason);
    }

    public void Trace(in TraceEvent traceEvent) => host.Trace(traceEvent);
}
