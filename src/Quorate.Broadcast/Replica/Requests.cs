namespace Quorate.Broadcast;

/// <summary>
/// Requests in, own entries out (lamport.md L6 L18 L19): every replica orders what its own callers ask.
/// </summary>
internal static class Requests
{
    private const long PulseWaitMax = 1_000_000_000;

    internal static void OnRequests(LamportState s, IEffects effects, IReadOnlyList<EntryItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            RefusalReason? refusal = s.Admission.Offer(items[i]) switch
            {
                AdmissionVerdict.UnknownSession => RefusalReason.UnknownSession,
                AdmissionVerdict.NumberReused => RefusalReason.NumberReused,
                AdmissionVerdict.TooLarge => RefusalReason.TooLarge,
                _ => null,
            };
            if (refusal is { } reason)
            {
                Tracing.Trace(s, effects, TraceKind.Refused, peer: s.Self, value: (ulong)reason);
                effects.Refuse(items[i].Session, items[i].Number, reason);
            }
        }
    }

    /// <summary>The end of a turn: what is admitted becomes entries, as far as there is room.</summary>
    internal static void Issue(LamportState s, IEffects effects)
    {
        while (s.Admission.QueuedCount > 0 && HasRoom(s))
        {
            Issue(s, effects, s.Admission.Fill(s.Builder));
        }
    }

    /// <summary>Looks again soon whether the state machine's deadline has come (lamport.md L18).</summary>
    internal static void ArmPulse(LamportState s)
    {
        s.PulseAt = MonotonicTime.Never;
        if (s.Self.Value == 0 && s.PulseDue is { } due && !IsPulseUnderWay(s))
        {
            // Looked at once a second at least: the wall clock may not have been read yet, and may be set.
            var wait = Math.Clamp(due.UnixNanoseconds - s.WallClock.UnixNanoseconds, 0, PulseWaitMax);
            s.PulseAt = s.Now.After(new TimeSpan((wait / TimeSpan.NanosecondsPerTick) + 1));
        }
    }

    internal static void OnPulseExpired(LamportState s, IEffects effects)
    {
        s.PulseAt = MonotonicTime.Never;
        if (s.PulseDue is not { } due || IsPulseUnderWay(s))
        {
            return;
        }

        if (s.WallClock < due || !ClockRules.IsWithinBound(s))
        {
            ArmPulse(s);
            return;
        }

        Issue(s, effects, EntryKind.Pulse);
        s.PulseNumber = s.Own.Last;
        s.PulseOp = OpNumber.Zero;
    }

    private static bool IsPulseUnderWay(LamportState s) =>
        s.PulseNumber > OpNumber.Zero && (s.PulseOp == OpNumber.Zero || s.PulseOp > s.Executed);

    private static void Issue(LamportState s, IEffects effects, EntryKind kind)
    {
        Contract.Assert(ClockRules.IsWithinBound(s), "an entry's time is below the durable bound (lamport.md L4)");
        var entry = s.Builder.Seal(new EntryHeader
        {
            Cluster = s.Options.Cluster,
            Epoch = s.Options.Epoch,
            Op = s.Own.Last.Next,
            Parent = s.OwnChecksum,
            Timestamp = s.WallClock,
            Kind = kind,
            LogicalTime = ClockRules.Tick(s).Value,
            Sender = s.Self,
        });
        s.OwnChecksum = entry.Checksum;
        s.Own.Add(entry);
        LocalLog.Append(s, effects, entry);
        Delivery.Hold(s, entry);
        Tracing.Trace(s, effects, TraceKind.Issued, entry.Op, value: entry.Header.LogicalTime);
    }

    // Two entries on their way, a third only when it is full; what comes meanwhile makes larger entries. The bounds P
    // and B are on what a silent replica keeps from being released (lamport.md L19).
    private static bool HasRoom(LamportState s)
    {
        if (!ClockRules.IsWithinBound(s)
            || s.Own.Count >= s.Options.OutboxEntriesMax
            || s.Own.Bytes >= s.Options.OutboxBytesMax
            || s.Order.Op.Value - s.Executed.Value > (ulong)s.Options.ExecutionLagMax)
        {
            return false;
        }

        var underWay = s.OwnHeldBack.Count;
        return underWay < 2
            || (underWay < s.Options.PipelineMax
                && s.Admission.QueuedBytes >= s.Options.Admission.BatchBytesMax);
    }
}
