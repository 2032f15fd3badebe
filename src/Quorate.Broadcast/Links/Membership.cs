namespace Quorate.Broadcast;

/// <summary>Who takes part: the members 0 … n − 1, fixed and known to all, and which of them this is.</summary>
public readonly record struct Membership
{
    /// <summary>Creates the value.</summary>
    /// <param name="self">This process.</param>
    /// <param name="members">How many take part, 1 to 255.</param>
    public Membership(ReplicaId self, int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, byte.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)self.Value, members);
        Self = self;
        Members = members;
    }

    /// <summary>This process.</summary>
    public ReplicaId Self { get; }

    /// <summary>How many take part.</summary>
    public int Members { get; }

    /// <summary>Whether this is another member.</summary>
    public bool IsPeer(ReplicaId id) => id.Value < Members && id != Self;

    /// <summary>The other members, in order.</summary>
    public IEnumerable<ReplicaId> Peers()
    {
        for (var member = 0; member < Members; member++)
        {
            if (member != Self.Value)
            {
                yield return new ReplicaId((byte)member);
            }
        }
    }
}
