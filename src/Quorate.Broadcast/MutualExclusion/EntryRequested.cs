namespace Quorate.Broadcast;

/// <summary>This process wants the resource. Ignored while it wants or holds it already.</summary>
public sealed class EntryRequested : ReplicaEvent
{
    private EntryRequested()
    {
    }

    /// <summary>The only instance; it carries nothing.</summary>
    public static EntryRequested Instance { get; } = new();
}
