namespace Quorate;

/// <summary>The connection to a peer is up: unacknowledged messages may be sent again.</summary>
public sealed class PeerUp(ReplicaId peer) : ReplicaEvent
{
    /// <summary>The peer.</summary>
    public ReplicaId Peer { get; } = peer;
}
