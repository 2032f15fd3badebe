namespace Quorate;

/// <summary>Receives the messages that <see cref="HeldSends"/> lets go: a transport, or a simulated network.</summary>
public interface IReleasedSends
{
    /// <summary>Puts a message on its way now: what it promises is on disk.</summary>
    /// <param name="to">The receiver.</param>
    /// <param name="message">The message.</param>
    void Release(ReplicaId to, Message message);
}
