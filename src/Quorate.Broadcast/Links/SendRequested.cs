namespace Quorate.Broadcast;

/// <summary>The layer above, or the user, wants a message sent.</summary>
/// <param name="to">The peer.</param>
/// <param name="payload">The bytes; they must not change afterwards.</param>
/// <param name="tag">
/// The sender's name for it, unique among its sends to this peer; returns in
/// <see cref="ILayerEffects.Acknowledged"/>. Zero: the sender does not want to hear of it again, and a stubborn link
/// sends it once.
/// </param>
/// <param name="after">The write that must be durable before it leaves.</param>
public sealed class SendRequested(ReplicaId to, ReadOnlyMemory<byte> payload, ulong tag = 0, Ticket after = default)
    : ReplicaEvent
{
    /// <summary>The peer.</summary>
    public ReplicaId To { get; } = to;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>The sender's name for it, or zero.</summary>
    public ulong Tag { get; } = tag;

    /// <summary>The write that must be durable before it leaves.</summary>
    public Ticket After { get; } = after;
}
