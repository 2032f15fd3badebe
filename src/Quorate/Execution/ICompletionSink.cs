namespace Quorate;

/// <summary>Hears what became of every committed request, on every replica, in log order.</summary>
public interface ICompletionSink
{
    /// <summary>A request was executed, or refused by the session table.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="number">Its number.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="reply">The reply, when the outcome has one; stays valid and unchanged for as long as it is
    /// referenced.</param>
    /// <param name="op">The op of its first execution; of the entry at hand when nothing ran.</param>
    void Completed(
        SessionId session, RequestNumber number, ExecutionOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op);

    /// <summary>A client id has a session now; the same one again when it was registered twice.</summary>
    /// <param name="clientId">The 16 bytes that the register entry carried.</param>
    /// <param name="session">The session.</param>
    void Registered(ReadOnlyMemory<byte> clientId, SessionId session);

    /// <summary>A session was evicted to make room: its requests are refused from now on.</summary>
    /// <param name="session">The session.</param>
    void Evicted(SessionId session);
}
