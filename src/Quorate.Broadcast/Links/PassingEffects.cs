namespace Quorate.Broadcast;

/// <summary>Effects that go on to others unless overridden: what stands between two layers.</summary>
public abstract class PassingEffects : ILayerEffects
{
    /// <summary>Where they go.</summary>
    protected abstract ILayerEffects Target { get; }

    /// <inheritdoc/>
    public virtual void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after) => Target.Send(to, frame, after);

    /// <inheritdoc/>
    public virtual void Save(Ticket ticket, IReadOnlyList<CellChange> changes) => Target.Save(ticket, changes);

    /// <inheritdoc/>
    public virtual void Deliver(in LayerDelivery delivery) => Target.Deliver(delivery);

    /// <inheritdoc/>
    public virtual void Acknowledged(ReplicaId to, ulong tag) => Target.Acknowledged(to, tag);

    /// <inheritdoc/>
    public virtual void Refuse(LayerRefusal reason, ReadOnlyMemory<byte> payload) => Target.Refuse(reason, payload);

    /// <inheritdoc/>
    public virtual void Drop(ReplicaId from, LayerDrop reason) => Target.Drop(from, reason);
}
