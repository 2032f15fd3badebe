namespace Quorate.Tracing;

/// <summary>Which part of a run a bounded trace keeps.</summary>
public enum TracePart
{
    /// <summary>The last events when something failed, the first ones when nothing did.</summary>
    AroundFailure,

    /// <summary>The first events.</summary>
    First,

    /// <summary>The last events.</summary>
    Last,
}
