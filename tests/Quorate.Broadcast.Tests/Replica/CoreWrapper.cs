namespace Quorate.Broadcast.Tests;

/// <summary>
/// A core whose events and effects go through here; observers and mutants override what they care for.
/// </summary>
internal abstract class CoreWrapper(IReplicaCore core) : IReplicaCore, IEffects
{
    private IEffects? _target;

    public MonotonicTime NextDeadline => core.NextDeadline;

    public CoreStatus Status => core.Status;

    protected IReplicaCore Core => core;

    protected LamportState State => core is CoreWrapper inner ? inner.State : ((LamportReplica)core).State;

    protected IEffects Target => _target!;

    public virtual void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        _target = effects;
        core.Step(Change(replicaEvent), this);
        AfterStep();
    }

    public virtual void Commit(in CommittedEntry committed) => Target.Commit(committed);

    public void InstallCheckpoint(CheckpointReference reference) => Target.InstallCheckpoint(reference);

    public void ReadReady(Cookie cookie, OpNumber op) => Target.ReadReady(cookie, op);

    public void Refuse(SessionId session, RequestNumber number, RefusalReason reason) =>
        Target.Refuse(session, number, reason);

    public void Append(Ticket ticket, OpNumber position, Entry entry) => Target.Append(ticket, position, entry);

    public void Truncate(Ticket ticket, OpNumber last) => Target.Truncate(ticket, last);

    public virtual void SaveMetadata(Ticket ticket, DurableState state) => Target.SaveMetadata(ticket, state);

    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        Target.InstallLog(ticket, after, suffix, state);

    public virtual void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        Target.Send(to, message, after, generation);

    public void Fence(Generation generation) => Target.Fence(generation);

    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last) => Target.ReadLog(cookie, first, last);

    public virtual void ReleaseLog(OpNumber last) => Target.ReleaseLog(last);

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        Target.PersistCheckpoint(reference, chunks);

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) => Target.ReadCheckpoint(cookie, op, chunk);

    public void WriteCheckpoint(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) =>
        Target.WriteCheckpoint(reference, chunk, chunkCount, bytes);

    public virtual void ReleaseCheckpoints(OpNumber op) => Target.ReleaseCheckpoints(op);

    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) => Target.Verify(cookie, statements);

    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers) => Target.ConfigurePeers(peers);

    public void Stop(StopReason reason) => Target.Stop(reason);

    public void Trace(in TraceEvent traceEvent) => Target.Trace(traceEvent);

    protected virtual ReplicaEvent Change(ReplicaEvent replicaEvent) => replicaEvent;

    protected virtual void AfterStep()
    {
    }
}
