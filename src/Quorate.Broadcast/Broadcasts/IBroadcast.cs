namespace Quorate.Broadcast;

/// <summary>A layer that takes <see cref="BroadcastRequested"/> and delivers at all members, the sender too.</summary>
public interface IBroadcast : ILayer
{
    /// <summary>Whether a broadcast would be taken now; one that would not be is refused, whole.</summary>
    bool HasRoom { get; }
}
