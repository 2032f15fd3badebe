namespace Quorate;

/// <summary>The connection to a peer broke: a hint that it died, never a proof.</summary>
public sealed class PeerDown(ReplicaId peer) : ReplicaEvent
{
    /// <summary>The peer.</summary>
    public ReplicaId Peer { get; } = peer;
}
