namespace Quorate.Broadcast;

/// <summary>A layer that takes <see cref="SendRequested"/> and delivers at one process.</summary>
public interface ILink : ILayer
{
    /// <summary>Whether a send to this peer would be taken now; one that would not be is refused, whole.</summary>
    bool HasRoom(ReplicaId to);
}
