namespace Quorate.Broadcast;

/// <summary>The layer above has what it wanted: a stubborn link stops repeating what it sent under the tag.</summary>
/// <param name="to">The peer.</param>
/// <param name="tag">The tag.</param>
public sealed class SendSettled(ReplicaId to, ulong tag) : ReplicaEvent
{
    /// <summary>The peer.</summary>
    public ReplicaId To { get; } = to;

    /// <summary>The tag.</summary>
    public ulong Tag { get; } = tag;
}
