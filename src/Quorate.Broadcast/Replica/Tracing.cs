namespace Quorate.Broadcast;

/// <summary>Typed trace events of a replica.</summary>
internal static class Tracing
{
    internal static void Trace(
        LamportState s,
        IEffects effects,
        TraceKind kind,
        OpNumber? op = null,
        ReplicaId? peer = null,
        ulong value = 0) =>
        effects.Trace(new TraceEvent(
            kind, ViewNumber.Zero, op ?? s.Order.Op, s.Order.Op, peer ?? ReplicaId.None, value));
}
