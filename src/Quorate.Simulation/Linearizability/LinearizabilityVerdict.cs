namespace Quorate.Simulation;

/// <summary>What a search found out about a history. Only <see cref="Linearizable"/> is a pass.</summary>
public enum LinearizabilityVerdict : byte
{
    /// <summary>The budget ended before an order was found or excluded: nothing is known.</summary>
    Unknown = 0,

    /// <summary>An order that respects real time and the specification exists.</summary>
    Linearizable = 1,

    /// <summary>No order that respects real time and the specification exists.</summary>
    NotLinearizable = 2,
}
