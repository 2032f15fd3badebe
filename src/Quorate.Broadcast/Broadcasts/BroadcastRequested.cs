namespace Quorate.Broadcast;

/// <summary>The layer above, or the user, wants a message delivered at all members.</summary>
/// <param name="payload">The bytes; they must not change afterwards.</param>
public sealed class BroadcastRequested(ReadOnlyMemory<byte> payload) : ReplicaEvent
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;
}
