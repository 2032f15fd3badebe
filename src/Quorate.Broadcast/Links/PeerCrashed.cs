namespace Quorate.Broadcast;

/// <summary>
/// A peer has crashed for good: what a perfect failure detector tells in the crash-stop model. Frees what is kept for
/// it. Never to be guessed from silence: a peer that is dropped wrongly misses messages for ever.
/// </summary>
/// <param name="peer">The peer.</param>
public sealed class PeerCrashed(ReplicaId peer) : ReplicaEvent
{
    /// <summary>The peer.</summary>
    public ReplicaId Peer { get; } = peer;
}
