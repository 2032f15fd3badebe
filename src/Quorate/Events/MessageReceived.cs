namespace Quorate;

/// <summary>A decoded message from an authenticated peer.</summary>
public sealed class MessageReceived(ReplicaId from, Message message) : ReplicaEvent
{
    /// <summary>The sender, as the connection proves it.</summary>
    public ReplicaId From { get; } = from;

    /// <summary>The message.</summary>
    public Message Message { get; } = message;
}
