namespace Quorate;

/// <summary>
/// The fixed head of every frame between replicas (viewstamped.md §3); <see cref="Frame"/> encodes it.
/// </summary>
/// <param name="Kind">The message type.</param>
/// <param name="Cluster">The cluster; frames of another one are refused.</param>
/// <param name="Epoch">The sender's configuration.</param>
/// <param name="Sender">The sending replica; must equal the connection's authenticated peer.</param>
/// <param name="View">The view the message speaks of.</param>
/// <param name="PayloadLength">Bytes after the header.</param>
public readonly record struct FrameHeader(
    byte Kind, ClusterId Cluster, Epoch Epoch, ReplicaId Sender, ViewNumber View, int PayloadLength);
