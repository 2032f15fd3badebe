namespace Quorate.Transport;

/// <summary>
/// Receives what the transport observes, from its own threads. Per peer the calls are ordered: up, frames, down, up …
/// Calls must return quickly and never throw.
/// </summary>
public interface ITransportEvents
{
    /// <summary>The connection to a peer is up.</summary>
    void OnPeerUp(ReplicaId peer);

    /// <summary>The connection to a peer broke.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="reason">What happened, for the operator.</param>
    void OnPeerDown(ReplicaId peer, string reason);

    /// <summary>Frames arrived, unverified.</summary>
    /// <param name="from">The peer, as its connection proves it.</param>
    /// <param name="frames">Whole frames in the order sent; handed over to the receiver, list and bytes.</param>
    void OnFrames(ReplicaId from, List<byte[]> frames);

    /// <summary>A connection was refused, by this replica or by the peer it dialled.</summary>
    /// <param name="remote">The other side: an address, or a member and its address.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="reason">The sentence for the operator.</param>
    void OnRefused(string remote, HandshakeRefusal refusal, string reason);
}
