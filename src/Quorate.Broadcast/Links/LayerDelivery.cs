namespace Quorate.Broadcast;

/// <summary>A message on its way up.</summary>
/// <param name="From">Who sent it (links) or broadcast it (broadcasts: the origin, not the relay).</param>
/// <param name="Number">
/// Its number at the sender: 1, 2, 3 … where the layer numbers messages, the logical time where the layer orders by
/// time, otherwise 0.
/// </param>
/// <param name="Payload">The bytes as sent; the receiver must not change them.</param>
/// <param name="After">
/// The write that makes the delivery durable: whoever acts on it outside the stack waits for this ticket.
/// </param>
public readonly record struct LayerDelivery(ReplicaId From, ulong Number, ReadOnlyMemory<byte> Payload, Ticket After);
