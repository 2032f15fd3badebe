namespace Quorate;

/// <summary>All waiting events are handled: flush what was batched.</summary>
public sealed class TurnEnd : ReplicaEvent
{
    private TurnEnd()
    {
    }

    /// <summary>The only instance; it carries nothing.</summary>
    public static TurnEnd Instance { get; } = new();
}
