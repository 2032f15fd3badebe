namespace Quorate.Hosting;

/// <summary>Publishes what the loop's replica is doing, when that has changed; readable from any thread.</summary>
internal sealed class StatusPublisher
{
    private readonly IReplicaProtocol _protocol;
    private readonly IReplicaCore _core;
    private readonly ReplicaNode _node;
    private readonly int _members;
    private volatile PublishedStatus _current;

    public StatusPublisher(IReplicaProtocol protocol, IReplicaCore core, ReplicaNode node, int members)
    {
        _protocol = protocol;
        _core = core;
        _node = node;
        _members = members;
        _current = new PublishedStatus(node.Status, node.Executed, new OpNumber[members]);
    }

    public PublishedStatus Current => _current;

    /// <summary>On the loop's thread only.</summary>
    public void Publish()
    {
        var status = _node.Status;
        var published = _current;
        if (status == published.Core && _node.Executed == published.Executed && !HasNewAcknowledgement(published))
        {
            return;
        }

        var acknowledged = new OpNumber[_members];
        for (byte member = 0; member < _members; member++)
        {
            acknowledged[member] = _protocol.AcknowledgedBy(_core, new ReplicaId(member));
        }

        _current = new PublishedStatus(status, _node.Executed, acknowledged);
    }

    private bool HasNewAcknowledgement(PublishedStatus published)
    {
        for (byte member = 0; member < _members; member++)
        {
            if (_protocol.AcknowledgedBy(_core, new ReplicaId(member)) != published.Acknowledged[member])
            {
                return true;
            }
        }

        return false;
    }
}
