namespace Quorate.Viewstamped;

/// <summary>
/// The canonical bytes of a replica's state: every field of <see cref="ReplicaState"/>, in one fixed order.
/// </summary>
internal static class StateCodec
{
    internal static void Walk(ReplicaState s, CanonicalCodec codec)
    {
        Positions(s, codec);
        Tickets(s, codec);
        foreach (var peer in s.Peers)
        {
            Peer(peer, s, codec);
        }

        s.Admission.Walk(codec);
        s.Reads.Walk(codec);
        s.Timers.Walk(codec);
        s.Prng.Walk(codec);
        Primary(s, codec);
        Transfer(s, codec);
        Checkpoints(s, codec);
    }

    private static void Positions(ReplicaState s, CanonicalCodec codec)
    {
        s.Status = (ReplicaStatus)codec.I32((int)s.Status);
        s.View = codec.View(s.View);
        s.LogView = codec.View(s.LogView);
        s.SavedView = codec.View(s.SavedView);
        s.SavedLogView = codec.View(s.SavedLogView);
        s.Log.Walk(codec);
        s.Commit = codec.Op(s.Commit);
        s.CommitKnown = codec.Op(s.CommitKnown);
        s.Executed = codec.Op(s.Executed);
        s.DurableOp = codec.Op(s.DurableOp);
        s.ViewStartOp = codec.Op(s.ViewStartOp);
        s.Now = codec.Time(s.Now);
        s.WallClock = new AgreedTime(codec.I64(s.WallClock.UnixNanoseconds));
    }

    private static void Tickets(ReplicaState s, CanonicalCodec codec)
    {
        codec.Queue(s.Writing, write => (codec.Ticket(write.Ticket), codec.Op(write.Op)));
        s.Generation = new Generation(codec.U64(s.Generation.Value));
        s.LastTicket = codec.Ticket(s.LastTicket);
        s.PersistedTicket = codec.Ticket(s.PersistedTicket);
        s.ViewTicket = codec.Ticket(s.ViewTicket);
        s.LogTicket = codec.Ticket(s.LogTicket);
        s.LastCookie = codec.Cookie(s.LastCookie);
    }

    private static void Peer(PeerProgress peer, ReplicaState s, CanonicalCodec codec)
    {
        peer.Acknowledged = codec.Op(peer.Acknowledged);
        peer.Round = new RoundNumber(codec.U64(peer.Round.Value));
        peer.HeardAt = codec.Time(peer.HeardAt);
        peer.Vote = codec.View(peer.Vote);
        peer.VotedAt = codec.Time(peer.VotedAt);
        peer.ForwardedOp = codec.Op(peer.ForwardedOp);
        peer.HasForwarded = codec.Flag(peer.HasForwarded);
        if (codec.Flag(peer.DoViewChange is not null))
        {
            peer.DoViewChange = (DoViewChange)Message(peer.DoViewChange, s, codec);
        }
    }

    private static void Primary(ReplicaState s, CanonicalCodec codec)
    {
        s.HasAbdicated = codec.Flag(s.HasAbdicated);
        s.ProgressAt = codec.Time(s.ProgressAt);
        s.HasCommitNews = codec.Flag(s.HasCommitNews);
        s.MarkedOp = codec.Op(s.MarkedOp);
        s.BytesSinceMark = codec.I64(s.BytesSinceMark);
        s.PulseDue = codec.Flag(s.PulseDue is not null)
            ? new AgreedTime(codec.I64(s.PulseDue.GetValueOrDefault().UnixNanoseconds))
            : null;
        s.PulseOp = codec.Op(s.PulseOp);
        s.OwesPrepareOk = codec.Flag(s.OwesPrepareOk);
        s.RoundHeard = new RoundNumber(codec.U64(s.RoundHeard.Value));
        s.FailedViewChanges = codec.I32(s.FailedViewChanges);
    }

    private static void Transfer(ReplicaState s, CanonicalCodec codec)
    {
        s.TransferNonce = codec.U64(s.TransferNonce);
        s.TransferAfter = codec.Op(s.TransferAfter);
        s.TransferSource = codec.Replica(s.TransferSource);
        codec.List(s.LogReads, read => new PendingLogRead(
            codec.Cookie(read.Cookie), codec.Replica(read.Peer), (GetState)Message(read.Question, s, codec)));
        if (codec.Flag(s.Fetch is not null))
        {
            var fetch = new CheckpointFetch(
                codec.Checkpoint(s.Fetch?.Reference ?? default), codec.Replica(s.Fetch?.Source ?? default));
            fetch.Next = codec.I32(s.Fetch?.Next ?? 0);
            fetch.Asked = codec.I32(s.Fetch?.Asked ?? 0);
            fetch.Count = codec.I32(s.Fetch?.Count ?? 0);
            fetch.Silences = codec.I32(s.Fetch?.Silences ?? 0);
            s.Fetch = fetch;
        }
    }

    private static void Checkpoints(ReplicaState s, CanonicalCodec codec)
    {
        s.Checkpoint = codec.Checkpoint(s.Checkpoint);
        s.CheckpointBytes = codec.I64(s.CheckpointBytes);
        s.ReleasedOp = codec.Op(s.ReleasedOp);
        codec.Queue(
            s.Releases, r => (codec.Ticket(r.Ticket), codec.Op(r.LogThrough), codec.Op(r.Checkpoint)));
        s.ServingUntil = codec.Time(s.ServingUntil);
        codec.List(s.CheckpointReads, read => (codec.Cookie(read.Cookie), codec.Replica(read.Peer), codec.Op(read.Op)));
        s.AreTimersDue = codec.Flag(s.AreTimersDue);
    }

    // Messages are stored as their frames: the codec that is tested byte by byte.
    private static Message Message(Message? current, ReplicaState s, CanonicalCodec codec)
    {
        if (codec.IsReading)
        {
            var stored = codec.Bytes(default);
            Contract.Assert(
                Frame.Verify(stored.Span, s.Options.Cluster, out var header) == FrameError.None,
            "a stored frame is valid");
            var message = new ViewstampedMessageDecoder().Decode(header, stored[Frame.HeaderLength..]);
            Contract.Assert(message is not null, "a stored message is canonical");
            return message;
        }

        var frame = new byte[Frame.LengthOf(current!)];
        Frame.Write(current!, s.Options.Cluster, s.Options.Epoch, s.Self, frame);
        codec.Bytes(frame);
        return current!;
    }
}
