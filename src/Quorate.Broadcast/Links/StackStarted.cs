namespace Quorate.Broadcast;

/// <summary>The first event of a stack that was made from stable storage: layers send again what they owe.</summary>
public sealed class StackStarted : ReplicaEvent
{
    private StackStarted()
    {
    }

    /// <summary>The only instance; it carries nothing.</summary>
    public static StackStarted Instance { get; } = new();
}
