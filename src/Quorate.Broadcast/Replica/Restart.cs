namespace Quorate.Broadcast;

/// <summary>
/// What a replica does with what it finds on its disk (lamport.md §5): the order goes on after its own checkpoint, and
/// what is in the log after it waits again. Nobody else's help is needed: senders keep what is not acknowledged.
/// </summary>
internal static class Restart
{
    internal static void OnStarted(LamportState s, IEffects effects, Started started)
    {
        Contract.Assert(s.LastTicket == Ticket.Zero, "a replica starts once per incarnation");
        s.Incarnation = started.Incarnation;
        s.Now = started.Now;
        effects.ConfigurePeers([.. Enumerable.Range(0, s.Options.Members).Select(i => new ReplicaId((byte)i))]);
        if (TakeUp(s, started.Recovered) is { } refusal)
        {
            s.Status = ReplicaStatus.Stopped;
            effects.Stop(new StopReason(ViewNumber.Zero, s.Order.Op, refusal));
            return;
        }

        for (var i = 0; i < s.Peers.Length; i++)
        {
            var peer = s.Peers[i];
            peer.HeardAt = s.Now;
            peer.HeartbeatAt = s.Now;
            peer.Acknowledged = s.Own.Base;
            peer.SentThrough = s.Own.Base;
        }

        s.Status = ReplicaStatus.Normal;
        LocalLog.SaveMetadata(s, effects);
        Tracing.Trace(s, effects, TraceKind.BecameNormal);
        Delivery.Run(s, effects);
    }

    /// <returns>Why the replica cannot start with this data, or null.</returns>
    private static string? TakeUp(LamportState s, RecoveredState recovered)
    {
        if (recovered.Corruption is { } corruption)
        {
            return $"{corruption}. Here every replica is needed, and one that cannot say what it has sent cannot "
                + "promise the order of it: restore the newest data of this replica";
        }

        if (LamportMetadata.TryRead(recovered.Durable, s.Options.Members, out var refusal) is not { } metadata)
        {
            return refusal;
        }

        s.Checkpoint = recovered.Durable.Checkpoint;
        s.Saved = metadata.Position;
        TakeUp(s, metadata);
        s.LogBase = s.LogHead = recovered.Durable.LogBase;
        foreach (var entry in recovered.Log)
        {
            if (!TryTakeUp(s, entry))
            {
                return $"the log does not go on at position {s.LogHead.Next}: an entry of {entry.Header.Sender} there "
                    + $"is number {entry.Op}. Restore the newest data of this replica";
            }
        }

        s.OwnDurable = s.Own.Last;
        if (s.Peers.Length == 1)
        {
            // Nobody else is to acknowledge it.
            s.Own.ReleaseThrough(s.OwnDurable);
        }

        return null;
    }

    private static void TakeUp(LamportState s, LamportMetadata metadata)
    {
        var position = metadata.Position;
        s.ReservedBound = s.DurableBound = metadata.ClockBound;
        s.Clock = metadata.ClockBound > position.Stamp.Time ? metadata.ClockBound : position.Stamp.Time;
        s.Order.Op = s.Executed = position.Op;
        s.Order.Time = position.Time;
        s.Order.Stamp = position.Stamp;
        for (var i = 0; i < s.Peers.Length; i++)
        {
            s.Order.Numbers[i] = position.Numbers[i];
            s.Order.Checksums[i] = position.Checksums[i];
            s.Peers[i].Received = s.Peers[i].ReceivedDurable = position.Numbers[i];
            s.Peers[i].ReceivedChecksum = position.Checksums[i];
        }

        s.Own.Reset(position.Numbers[s.Self.Value]);
        s.OwnChecksum = position.Checksums[s.Self.Value];
    }

    private static bool TryTakeUp(LamportState s, Entry entry)
    {
        var header = entry.Header;
        if (!header.IsStamped || header.Sender.Value >= s.Options.Members)
        {
            return false;
        }

        s.LogHead = s.LogHead.Next;
        s.Log.Enqueue(new LogRecord(header.Sender, entry.Op));
        var time = new LamportTimestamp(header.LogicalTime);
        s.Clock = time > s.Clock ? time : s.Clock;
        return header.Sender == s.Self ? TryTakeUpOwn(s, entry) : TryTakeUpReceived(s, entry, time);
    }

    // Own entries that some replica had not acknowledged are here, also those in the checkpoint.
    private static bool TryTakeUpOwn(LamportState s, Entry entry)
    {
        var delivered = s.Order.Numbers[s.Self.Value];
        if (s.Own.Count == 0 && entry.Op <= delivered)
        {
            s.Own.Reset(new OpNumber(entry.Op.Value - 1));
        }

        if (entry.Op != s.Own.Last.Next || (entry.Op > delivered && entry.Header.Parent != s.OwnChecksum))
        {
            return false;
        }

        s.Own.Add(entry);
        if (entry.Op > delivered)
        {
            s.OwnChecksum = entry.Checksum;
            Delivery.Hold(s, entry);
        }

        return true;
    }

    private static bool TryTakeUpReceived(LamportState s, Entry entry, LamportTimestamp time)
    {
        var peer = s.Peer(entry.Header.Sender);
        if (entry.Op <= s.Order.Numbers[entry.Header.Sender.Value])
        {
            return true;
        }

        if (entry.Op != peer.Received.Next || entry.Header.Parent != peer.ReceivedChecksum)
        {
            return false;
        }

        peer.Received = peer.ReceivedDurable = entry.Op;
        peer.ReceivedChecksum = entry.Checksum;
        peer.ReceivedTime = time;
        peer.Heard = time;
        Delivery.Hold(s, entry);
        return true;
    }
}
