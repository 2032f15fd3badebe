namespace Quorate;

/// <summary>A host that does nothing: its answers are in the recording.</summary>
internal sealed class SilentHost : IHostEffects
{
    private SilentHost()
    {
    }

    public static SilentHost Instance { get; } = new();

    public void Append(Ticket ticket, OpNumber position, Entry entry)
    {
    }

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

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
    }

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk)
    {
    }

    public void WriteCheckpoint(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
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

    public void Stop(StopReason reason)
    {
    }

    public void Trace(in TraceEvent traceEvent)
    {
    }
}
