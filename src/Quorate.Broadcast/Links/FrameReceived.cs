namespace Quorate.Broadcast;

/// <summary>A frame arrived from the network.</summary>
/// <param name="from">Who the network says sent it; only an <see cref="AuthenticatedLink"/> makes sure.</param>
/// <param name="frame">The bytes; untrusted.</param>
public sealed class FrameReceived(ReplicaId from, ReadOnlyMemory<byte> frame) : ReplicaEvent
{
    /// <summary>Who the network says sent it.</summary>
    public ReplicaId From { get; } = from;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Frame { get; } = frame;
}
