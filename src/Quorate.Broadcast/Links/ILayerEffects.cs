namespace Quorate.Broadcast;

/// <summary>What a layer causes: towards the network and the disk, and towards the layer above it.</summary>
public interface ILayerEffects
{
    /// <summary>Hands a frame to the network, once <paramref name="after"/> is persisted.</summary>
    void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after);

    /// <summary>Writes these changes, all or none. <see cref="Persisted"/> answers.</summary>
    void Save(Ticket ticket, IReadOnlyList<CellChange> changes);

    /// <summary>Delivers a message to the layer above, or to the user of the stack.</summary>
    void Deliver(in LayerDelivery delivery);

    /// <summary>The peer has taken what was sent under this tag; only for tags other than zero.</summary>
    void Acknowledged(ReplicaId to, ulong tag);

    /// <summary>A request was refused at a bound, definitely and whole: nothing of it was sent or kept.</summary>
    void Refuse(LayerRefusal reason, ReadOnlyMemory<byte> payload);

    /// <summary>Something that arrived was dropped; for counters.</summary>
    void Drop(ReplicaId from, LayerDrop reason);
}
