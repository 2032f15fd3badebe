namespace Quorate;

/// <summary>How nodes fail, from the strongest model to the weakest; each includes the runs before it.</summary>
public enum NodeModel : byte
{
    /// <summary>A failed node stops for ever.</summary>
    CrashStop = 0,

    /// <summary>
    /// A failed node may come back, any number of times, with what it had flushed to its disk and nothing else; it may
    /// also stay away.
    /// </summary>
    CrashRecovery = 1,

    /// <summary>
    /// A failed node does anything at all, together with the other failed ones; it cannot forge the signatures of
    /// correct nodes.
    /// </summary>
    Byzantine = 2,
}
