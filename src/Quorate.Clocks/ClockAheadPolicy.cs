namespace Quorate.Clocks;

/// <summary>What becomes of a request whose time is too far ahead (clocks.md S4). It is counted either way.</summary>
public enum ClockAheadPolicy
{
    /// <summary>It is answered with status 400 and a sentence that says which clocks to compare.</summary>
    Refuse,

    /// <summary>It is served; its time is not taken over, so that its causal order is not kept.</summary>
    ServeWithoutMerging,
}
