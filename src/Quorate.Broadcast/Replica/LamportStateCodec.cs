namespace Quorate.Broadcast;

/// <summary>
/// The canonical bytes of a replica's state: every field of <see cref="LamportState"/>, in one fixed order.
/// </summary>
internal static class LamportStateCodec
{
    internal static void Walk(LamportState s, CanonicalCodec codec)
    {
        s.Status = (ReplicaStatus)codec.I32((int)s.Status);
        s.Incarnation = new Incarnation(codec.U64(s.Incarnation.Value));
        Clocks(s, codec);
        Log(s, codec);
        Order(s, codec);
        Checkpoints(s, codec);
        foreach (var peer in s.Peers)
        {
            peer.Walk(codec);
        }

        s.Admission.Walk(codec);
        Times(s, codec);
    }

    private static void Clocks(LamportState s, CanonicalCodec codec)
    {
        s.Clock = Time(s.Clock, codec);
        s.ReservedBound = Time(s.ReservedBound, codec);
        s.DurableBound = Time(s.DurableBound, codec);
        codec.Queue(s.BoundWrites, write => (codec.Ticket(write.Ticket), Time(write.Bound, codec)));
    }

    private static void Log(LamportState s, CanonicalCodec codec)
    {
        s.LastTicket = codec.Ticket(s.LastTicket);
        s.PersistedTicket = codec.Ticket(s.PersistedTicket);
        s.LogHead = codec.Op(s.LogHead);
        s.LogBase = codec.Op(s.LogBase);
        codec.Queue(s.Log, record => Record(record, codec));
        codec.Queue(s.Writing, write => (codec.Ticket(write.Ticket), Record(write.Record, codec)));
        s.Own.Walk(codec);
        s.OwnChecksum = new Checksum(codec.U128(s.OwnChecksum.Value));
        s.OwnDurable = codec.Op(s.OwnDurable);
    }

    private static void Order(LamportState s, CanonicalCodec codec)
    {
        s.HeldBack = 0;
        foreach (var queue in s.HoldBack)
        {
            codec.Queue(queue, codec.Entry!);
            s.HeldBack += queue.Count;
        }

        s.Order.Walk(codec);
        s.LastPlace = Time(s.LastPlace, codec);
        s.BlockedSince = codec.Time(s.BlockedSince);
        s.AskAt = codec.Time(s.AskAt);
        s.Reads.Walk(codec);
    }

    private static void Checkpoints(LamportState s, CanonicalCodec codec)
    {
        s.Executed = codec.Op(s.Executed);
        s.Checkpoint = codec.Checkpoint(s.Checkpoint);
        s.CheckpointBytes = codec.I64(s.CheckpointBytes);
        s.Saved.Walk(codec);
        var isMarked = codec.Flag(s.Marked is not null);
        s.Marked = !isMarked ? null : s.Marked ?? new OrderPosition(s.Options.Members);
        s.Marked?.Walk(codec);
        s.OpsSincePlace = codec.I32(s.OpsSincePlace);
        s.BytesSincePlace = codec.I64(s.BytesSincePlace);
        s.BytesSinceTaken = codec.I64(s.BytesSinceTaken);
        codec.Queue(s.Releases, r => (codec.Ticket(r.Ticket), codec.Op(r.LogThrough), codec.Op(r.Checkpoint)));
    }

    private static void Times(LamportState s, CanonicalCodec codec)
    {
        s.Now = codec.Time(s.Now);
        s.WallClock = new AgreedTime(codec.I64(s.WallClock.UnixNanoseconds));
        s.AreTimersDue = codec.Flag(s.AreTimersDue);
        s.PulseDue = codec.Flag(s.PulseDue is not null)
            ? new AgreedTime(codec.I64(s.PulseDue.GetValueOrDefault().UnixNanoseconds))
            : null;
        s.PulseAt = codec.Time(s.PulseAt);
        s.PulseNumber = codec.Op(s.PulseNumber);
        s.PulseOp = codec.Op(s.PulseOp);
    }

    private static LamportTimestamp Time(LamportTimestamp current, CanonicalCodec codec) =>
        new(codec.U64(current.Value));

    private static LogRecord Record(LogRecord current, CanonicalCodec codec) =>
        new(codec.Replica(current.Sender), codec.Op(current.Number));
}
