namespace Quorate.Broadcast;

/// <summary>
/// What became of a time that a peer sent. Everything but <see cref="Merged"/> left the clock as it was.
/// </summary>
public enum MergeOutcome
{
    /// <summary>The clock is now past the received time.</summary>
    Merged,

    /// <summary>
    /// Refused: the received time is further ahead than the clock allows (clocks.md C3). One such time, taken over,
    /// would drag every process that hears of it.
    /// </summary>
    TooFarAhead,

    /// <summary>Refused: a vector of another number of processes.</summary>
    OtherMembership,

    /// <summary>
    /// Refused: the peer has seen more events of this process than there were (clocks.md V3). Two processes use one
    /// identity, or this one was restarted from an old copy of its state.
    /// </summary>
    UnknownOwnEvents,
}
