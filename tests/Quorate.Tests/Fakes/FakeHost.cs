namespace Quorate.Tests;

/// <summary>Keeps what a node asks of its host, and calls back into the node when a test wants it to.</summary>
internal sealed class FakeHost : IHostEffects, ICheckpointReader
{
    public List<StopReason> Stops { get; } = [];

    public List<TakenCheckpoint> Checkpoints { get; } = [];

    public Action? OnAppend { get; set; }

    public Action? OnSend { get; set; }

    public List<Message> Sent { get; } = [];

    public void Append(Ticket ticket, OpNumber position, Entry entry) => OnAppend?.Invoke();

    public void Truncate(Ticket ticket, OpNumber last)
    {
    }

    public void SaveMetadata(Ticket ticket, DurableState state)
    {
    }

    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state)
    {
    }

    public void Send(ReplicaId to, Message message, Ticket after, Generation generation)
    {
        Sent.Add(message);
        OnSend?.Invoke();
    }

    public void Fence(Generation generation)
    {
    }

    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last)
    {
    }

    public void ReleaseLog(OpNumber last)
    {
    }

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        Checkpoints.Add(new TakenCheckpoint(reference, chunks));

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk)
    {
    }

    public void WriteCheckpoint(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
    }

    public void ReleaseCheckpoints(OpNumber op)
    {
    }

    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements)
    {
    }

    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers)
    {
    }

    public void Stop(StopReason reason) => Stops.Add(reason);

    public void Trace(in TraceEvent traceEvent)
    {
    }

    public IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference) =>
        Checkpoints.Single(taken => taken.Reference == reference).Chunks;
}
