namespace Quorate;

/// <summary>
/// The effects that touch the world outside the Pure layer: disk, network, operator. Executed in the order emitted. No
/// effect returns a value and none is ever refused; answers come back as events (architecture.md §2).
/// </summary>
public interface IHostEffects
{
    /// <summary>
    /// Writes an entry into the local log, right after the head. <see cref="Persisted"/> answers.
    /// </summary>
    /// <param name="ticket">The write.</param>
    /// <param name="position">
    /// The entry's place in this log: its op, unless it is stamped (<see cref="EntryHeader.IsStamped"/>).
    /// </param>
    /// <param name="entry">The entry.</param>
    void Append(Ticket ticket, OpNumber position, Entry entry);

    /// <summary>
    /// Drops all entries after the position <paramref name="last"/>, durably, under a new lineage.
    /// </summary>
    void Truncate(Ticket ticket, OpNumber last);

    /// <summary>Writes the metadata.</summary>
    void SaveMetadata(Ticket ticket, DurableState state);

    /// <summary>
    /// Replaces everything after <paramref name="after"/> by <paramref name="suffix"/> and writes the metadata, as one
    /// atomic step (viewstamped.md 10.3): after a crash either all of it is there or none.
    /// </summary>
    void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state);

    /// <summary>
    /// Sends a message once <paramref name="after"/> is persisted, unless a fence drops it first. Sends to one peer
    /// that are released together keep their order.
    /// </summary>
    void Send(ReplicaId to, Message message, Ticket after, Generation generation);

    /// <summary>Drops every send still held whose generation is below <paramref name="generation"/>.</summary>
    void Fence(Generation generation);

    /// <summary>
    /// Reads the entries at these positions, which are no longer in memory. <see cref="LogRead"/> answers.
    /// </summary>
    void ReadLog(Cookie cookie, OpNumber first, OpNumber last);

    /// <summary>
    /// Frees log records at or below the position <paramref name="last"/>; the durable metadata says that they are not
    /// needed (<see cref="DurableState.LogBase"/>).
    /// </summary>
    void ReleaseLog(OpNumber last);

    /// <summary>Writes a checkpoint in the background. <see cref="CheckpointDurable"/> answers.</summary>
    /// <param name="reference">Which checkpoint.</param>
    /// <param name="chunks">Its content, lazily.</param>
    void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks);

    /// <summary>
    /// Reads a chunk of the durable checkpoint at <paramref name="op"/>. <see cref="CheckpointRead"/> answers.
    /// </summary>
    void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk);

    /// <summary>
    /// Stores a chunk of a checkpoint that is being fetched from peers; chunk 0 begins anew. When the last chunk is in,
    /// the host verifies and persists it; <see cref="CheckpointDurable"/> answers.
    /// </summary>
    void WriteCheckpoint(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes);

    /// <summary>
    /// Drops checkpoints older than the one at <paramref name="op"/>, to which the metadata refers durably. A newer one
    /// stays: it may just have been fetched, with the metadata that will refer to it still to be written.
    /// </summary>
    void ReleaseCheckpoints(OpNumber op);

    /// <summary>Verifies signatures off the loop. <see cref="Verified"/> answers.</summary>
    void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements);

    /// <summary>Tells the transport who the peers are from now on.</summary>
    void ConfigurePeers(IReadOnlyList<ReplicaId> peers);

    /// <summary>Stops the replica for good.</summary>
    void Stop(StopReason reason);

    /// <summary>Reports what happened inside, for checkers, diagrams and counters.</summary>
    void Trace(in TraceEvent traceEvent);
}
