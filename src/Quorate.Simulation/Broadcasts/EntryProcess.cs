using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>A process of a run of mutual exclusion.</summary>
internal sealed class EntryProcess : IMutualExclusionEffects
{
    private readonly EntryWorld _world;
    private readonly PastWitness _witness;
    private readonly LamportMutualExclusion _exclusion;

    public EntryProcess(EntryWorld world, ReplicaId id)
    {
        _world = world;
        Id = id;
        var membership = new Membership(id, world.Options.Members);
        _witness = new PastWitness(membership, world.Options.Links(membership));
        _exclusion = new LamportMutualExclusion(membership, _witness);
    }

    public ReplicaId Id { get; }

    public bool Wants { get; private set; }

    public bool Holds => _exclusion.Held is not null;

    public void Ask(ulong request)
    {
        Wants = true;
        _witness.Count();
        _world.History.AddEntryRequest(Id, request, _witness.Past);
        Step(EntryRequested.Instance);
    }

    public void Release()
    {
        Wants = false;
        _world.History.Add(BroadcastStepKind.EntryReleased, Id, ReplicaId.None);
        Step(EntryReleased.Instance);
    }

    public void Step(ReplicaEvent replicaEvent) => _exclusion.Step(replicaEvent, this);

    public void Grant(EntryStamp request) =>
        _world.History.Add(BroadcastStepKind.EntryGranted, Id, ReplicaId.None, 0, request.Time.Value);

    public void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after) => _world.Transmit(Id, to, frame);

    public void Save(Ticket ticket, IReadOnlyList<CellChange> changes) =>
        Contract.Assert(changes.Count == 0, "mutual exclusion keeps nothing over a restart");

    public void Deliver(in LayerDelivery delivery) =>
        Contract.Assert(delivery.Payload.IsEmpty, "mutual exclusion delivers nothing but grants");

    public void Acknowledged(ReplicaId to, ulong tag)
    {
    }

    public void Refuse(LayerRefusal reason, ReadOnlyMemory<byte> payload) =>
        Contract.Assert(reason == default, "mutual exclusion sends only what has room");

    public void Drop(ReplicaId from, LayerDrop reason)
    {
    }
}
