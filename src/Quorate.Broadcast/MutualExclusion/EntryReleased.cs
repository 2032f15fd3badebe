namespace Quorate.Broadcast;

/// <summary>This process gives the resource back. Ignored while it does not hold it.</summary>
public sealed class EntryReleased : ReplicaEvent
{
    private EntryReleased()
    {
    }

    /// <summary>The only instance; it carries nothing.</summary>
    public static EntryReleased Instance { get; } = new();
}
