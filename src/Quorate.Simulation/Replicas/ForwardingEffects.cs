namespace Quorate.Simulation;

/// <summary>
/// Effects that go on unchanged to a target; observers and mutants override the few that they care for.
/// </summary>
internal abstract class ForwardingEffects : IEffects
{
    /// <summary>Where the effects go; set before each step.</summary>
    public IEffects? Target { get; set; }

    private IEffects Next => Target!;

    /// <inheritdoc/>
    public virtual void Commit(in CommittedEntry committed) => Next.Commit(committed);

    /// <inheritdoc/>
    public virtual void InstallCheckpoint(CheckpointReference reference) => Next.InstallCheckpoint(reference);

    /// <inheritdoc/>
    public virtual void ReadReady(Cookie cookie, OpNumber op) => Next.ReadReady(cookie, op);

    /// <inheritdoc/>
    public virtual void Refuse(SessionId session, RequestNumber number, RefusalReason reason) =>
        Next.Refuse(session, number, reason);

    /// <inheritdoc/>
    public virtual void Append(Ticket ticket, OpNumber position, Entry entry) => Next.Append(ticket, position, entry);

    /// <inheritdoc/>
    public virtual void Truncate(Ticket ticket, OpNumber last) => Next.Truncate(ticket, last);

    /// <inheritdoc/>
    public virtual void SaveMetadata(Ticket ticket, DurableState state) => Next.SaveMetadata(ticket, state);

    /// <inheritdoc/>
    public virtual void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        Next.InstallLog(ticket, after, suffix, state);

    /// <inheritdoc/>
    public virtual void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        Next.Send(to, message, after, generation);

    /// <inheritdoc/>
    public virtual void Fence(Generation generation) => Next.Fence(generation);

    /// <inheritdoc/>
    public virtual void ReadLog(Cookie cookie, OpNumber first, OpNumber last) => Next.ReadLog(cookie, first, last);

    /// <inheritdoc/>
    public virtual void ReleaseLog(OpNumber last) => Next.ReleaseLog(last);

    /// <inheritdoc/>
    public virtual void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        Next.PersistCheckpoint(reference, chunks);

    /// <inheritdoc/>
    public virtual void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) => Next.ReadCheckpoint(cookie, op, chunk);

    /// <inheritdoc/>
    public virtual void WriteCheckpoint(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) =>
        Next.WriteCheckpoint(reference, chunk, chunkCount, bytes);

    /// <inheritdoc/>
    public virtual void ReleaseCheckpoints(OpNumber op) => Next.ReleaseCheckpoints(op);

    /// <inheritdoc/>
    public virtual void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) =>
        Next.Verify(cookie, statements);

    /// <inheritdoc/>
    public virtual void ConfigurePeers(IReadOnlyList<ReplicaId> peers) => Next.ConfigurePeers(peers);

    /// <inheritdoc/>
    public virtual void Stop(StopReason reason) => Next.Stop(reason);

    /// <inheritdoc/>
    public virtual void Trace(in TraceEvent traceEvent) => Next.Trace(traceEvent);
}
