namespace Quorate;

/// <summary>The executor has executed everything up to this op.</summary>
public sealed class Executed(OpNumber op, AgreedTime? nextDeadline) : ReplicaEvent
{
    /// <summary>The op.</summary>
    public OpNumber Op { get; } = op;

    /// <summary>The state machine's next deadline (for pulses).</summary>
    public AgreedTime? NextDeadline { get; } = nextDeadline;
}
