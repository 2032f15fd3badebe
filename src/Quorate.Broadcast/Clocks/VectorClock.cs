namespace Quorate.Broadcast;

/// <summary>
/// The vector clock of one process among a fixed set (clocks.md V1–V4): two events' values tell whether one happened
/// before the other. One caller at a time; nothing is allocated by an operation.
/// </summary>
public sealed class VectorClock
{
    private readonly ulong[] _counts;
    private readonly ulong _jumpMax;

    /// <summary>Starts the clock of a process that has done nothing yet.</summary>
    /// <param name="self">This process's place.</param>
    /// <param name="members">How many processes there are, 1 to <see cref="VectorTimestamp.MembersMax"/>.</param>
    /// <param name="jumpMax">How far ahead of this clock each count of a received time may be.</param>
    public VectorClock(ReplicaId self, int members, ulong jumpMax = LamportClock.DefaultJumpMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, VectorTimestamp.MembersMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(self.Value, members);
        Self = self;
        _counts = new ulong[members];
        _jumpMax = jumpMax;
    }

    /// <summary>
    /// Continues the clock of a process that stored its whole vector with everything it did (V4). A process that did
    /// not takes part under a new place: it has forgotten what it knew, and no block of reserved values brings that
    /// back.
    /// </summary>
    /// <param name="self">This process's place.</param>
    /// <param name="saved">The time of its last event.</param>
    /// <param name="jumpMax">How far ahead of this clock each count of a received time may be.</param>
    public VectorClock(ReplicaId self, VectorTimestamp saved, ulong jumpMax = LamportClock.DefaultJumpMax)
        : this(self, saved.Counts.Length, jumpMax) => saved.Counts.CopyTo(_counts);

    /// <summary>This process's place.</summary>
    public ReplicaId Self { get; }

    /// <summary>How many processes there are.</summary>
    public int Members => _counts.Length;

    /// <summary>The time of the last event: a view that the next operation changes.</summary>
    public VectorTimestamp Current => new(_counts);

    /// <summary>How many received times were refused.</summary>
    public ulong Refused { get; private set; }

    /// <summary>The next event of this process: a step of its own, or a send (V1).</summary>
    /// <returns>Its time, as <see cref="Current"/>.</returns>
    public VectorTimestamp Tick()
    {
        Contract.Assert(_counts[Self.Value] < ulong.MaxValue, "a vector clock never comes to its end");
        _counts[Self.Value]++;
        return Current;
    }

    /// <summary>A receive event; <see cref="Current"/> then knows of all that the sender knew of (V1).</summary>
    /// <param name="received">The time that the message carries: untrusted.</param>
    public MergeOutcome Merge(VectorTimestamp received)
    {
        var outcome = Judge(received.Counts);
        if (outcome != MergeOutcome.Merged)
        {
            Refused++;
            return outcome;
        }

        for (var process = 0; process < _counts.Length; process++)
        {
            _counts[process] = Math.Max(_counts[process], received.Counts[process]);
        }

        Tick();
        return MergeOutcome.Merged;
    }

    private MergeOutcome Judge(ReadOnlySpan<ulong> received)
    {
        if (received.Length != _counts.Length)
        {
            return MergeOutcome.OtherMembership;
        }

        if (received[Self.Value] > _counts[Self.Value])
        {
            return MergeOutcome.UnknownOwnEvents;
        }

        for (var process = 0; process < _counts.Length; process++)
        {
            var (own, other) = (new LamportTimestamp(_counts[process]), new LamportTimestamp(received[process]));
            if (LamportClock.IsTooFarAhead(own, other, _jumpMax))
            {
                return MergeOutcome.TooFarAhead;
            }
        }

        return MergeOutcome.Merged;
    }
}
