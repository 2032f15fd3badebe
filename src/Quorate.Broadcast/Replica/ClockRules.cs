namespace Quorate.Broadcast;

/// <summary>The logical clock of a replica and what of it may leave (lamport.md L1–L5).</summary>
internal static class ClockRules
{
    private const ulong UnheardBlock = 1024;

    /// <summary>IR1: the clock of a new own event, an entry or a read.</summary>
    internal static LamportTimestamp Tick(LamportState s) => s.Clock = LamportClock.Following(s.Clock);

    /// <summary>IR2: the clock passes what was received.</summary>
    internal static void Merge(LamportState s, LamportTimestamp received) =>
        s.Clock = LamportClock.Following(s.Clock, received);

    /// <summary>
    /// The clock that a message may carry: every own entry still to be sent has a larger one, and no restart goes back
    /// behind it (lamport.md L3 L4).
    /// </summary>
    internal static LamportTimestamp Announceable(LamportState s)
    {
        var clock = Durable(s);
        if (s.OwnDurable == s.Own.Last)
        {
            return clock;
        }

        var first = s.Own[s.OwnDurable.Next].Header.LogicalTime - 1;
        return new LamportTimestamp(Math.Min(clock.Value, first));
    }

    /// <summary>The part of the clock behind which no restart goes back (lamport.md L4).</summary>
    internal static LamportTimestamp Durable(LamportState s)
    {
        var bound = s.DurableBound.Value == 0 ? 0 : s.DurableBound.Value - 1;
        return new LamportTimestamp(Math.Min(s.Clock.Value, bound));
    }

    /// <summary>Whether an own entry made now could be sent once it is durable.</summary>
    internal static bool IsWithinBound(LamportState s) => LamportClock.Following(s.Clock) < s.DurableBound;

    /// <summary>
    /// Reserves the next block when half of the last one is used, so that the clock does not reach the durable bound
    /// before the new one is on disk.
    /// </summary>
    internal static void Reserve(LamportState s, IEffects effects)
    {
        if (s.ReservedBound.Value <= s.Clock.Value + (Block(s) / 2))
        {
            LocalLog.SaveMetadata(s, effects);
        }
    }

    /// <summary>The bound that metadata written now carries.</summary>
    internal static LamportTimestamp NextBound(LamportState s)
    {
        var next = s.Clock.Value + Block(s);
        return new LamportTimestamp(Math.Max(next, s.ReservedBound.Value));
    }

    // A restart gives up what is left of a block. Little is reserved while somebody is unheard, so that a replica that
    // restarts again and again alone does not run away from the others' clocks (lamport.md L5).
    private static ulong Block(LamportState s)
    {
        for (var i = 0; i < s.Peers.Length; i++)
        {
            if (i != s.Self.Value && !s.Peers[i].HasSpoken)
            {
                return Math.Min(s.Options.ClockBlock, UnheardBlock);
            }
        }

        return s.Options.ClockBlock;
    }
}
