namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Keeps the effects of a layer.</summary>
internal sealed class EffectRecorder : ILayerEffects
{
    public List<(ReplicaId To, ReadOnlyMemory<byte> Frame, Ticket After)> Sent { get; } = [];

    public List<LayerDelivery> Delivered { get; } = [];

    public List<(Ticket Ticket, IReadOnlyList<CellChange> Changes)> Saved { get; } = [];

    public List<(ReplicaId To, ulong Tag)> Acknowledgements { get; } = [];

    public List<LayerRefusal> Refusals { get; } = [];

    public List<LayerDrop> Drops { get; } = [];

    public void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after) => Sent.Add((to, frame, after));

    public void Save(Ticket ticket, IReadOnlyList<CellChange> changes) => Saved.Add((ticket, changes));

    public void Deliver(in LayerDelivery delivery) => Delivered.Add(delivery);

    public void Acknowledged(ReplicaId to, ulong tag) => Acknowledgements.Add((to, tag));

    public void Refuse(LayerRefusal reason, ReadOnlyMemory<byte> payload) => Refusals.Add(reason);

    public void Drop(ReplicaId from, LayerDrop reason) => Drops.Add(reason);
}
