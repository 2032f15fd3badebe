namespace Quorate.Viewstamped;

/// <summary>
/// Sends: every message that carries the view waits for the write that made the view durable (viewstamped.md §10).
/// </summary>
internal static class Outbox
{
    internal static void Send(ReplicaState s, IEffects effects, ReplicaId to, Message message) =>
        Send(s, effects, to, message, s.ViewTicket);

    internal static void Send(ReplicaState s, IEffects effects, ReplicaId to, Message message, Ticket after)
    {
        Contract.Assert(to != s.Self && to.Value < s.Options.Members, "messages go to other members");
        Contract.Assert(after <= s.LastTicket, "a send names a write that was made");
        effects.Send(to, message, after, s.Generation);
    }

    internal static void Broadcast(ReplicaState s, IEffects effects, Message message) =>
        Broadcast(s, effects, message, s.ViewTicket);

    internal static void Broadcast(ReplicaState s, IEffects effects, Message message, Ticket after)
    {
        for (byte i = 0; i < s.Options.Members; i++)
        {
            if (i != s.Self.Value)
            {
                Send(s, effects, new ReplicaId(i), message, after);
            }
        }
    }

    internal static void Trace(
        ReplicaState s,
        IEffects effects,
        TraceKind kind,
        OpNumber? op = null,
        ReplicaId? peer = null,
        ulong value = 0) =>
        effects.Trace(new TraceEvent(kind, s.View, op ?? s.Log.Head, s.Commit, peer ?? ReplicaId.None, value));
}
