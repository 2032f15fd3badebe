namespace Quorate.Broadcast;

/// <summary>One broadcast that a relaying member still has something to do for.</summary>
internal sealed class BroadcastCopy(int members, ReadOnlyMemory<byte> payload)
{
    private readonly bool[] _seenFrom = new bool[members];
    private readonly bool[] _sentTo = new bool[members];
    private readonly bool[] _takenBy = new bool[members];
    private readonly bool[] _completedBy = new bool[members];

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>Members known to have it: those whose copy arrived, and this one.</summary>
    public int Seen { get; private set; }

    public bool IsDelivered { get; set; }

    public bool IsConsumed { get; set; }

    public void MarkSeen(ReplicaId from)
    {
        Seen += _seenFrom[from.Value] ? 0 : 1;
        _seenFrom[from.Value] = true;
    }

    public bool IsOwedTo(ReplicaId peer) => !_sentTo[peer.Value];

    public void MarkSent(ReplicaId peer) => _sentTo[peer.Value] = true;

    public void MarkTaken(ReplicaId peer) => _takenBy[peer.Value] = true;

    public void MarkCompleted(ReplicaId peer) => _completedBy[peer.Value] = true;

    public void MarkCrashed(ReplicaId peer)
    {
        MarkSent(peer);
        MarkTaken(peer);
        MarkCompleted(peer);
    }

    public bool IsTakenByAll(Membership membership) => membership.Peers().All(peer => _takenBy[peer.Value]);

    public bool IsCompletedByAll(Membership membership) => membership.Peers().All(peer => _completedBy[peer.Value]);
}
