namespace Quorate.Simulation;

/// <summary>
/// Is told what happens in a run, in order, with the simulated time in nanoseconds; for diagrams. It changes nothing:
/// a run that is observed is event by event the run that is not.
/// </summary>
internal interface IRunObserver
{
    /// <summary>A replica's process starts.</summary>
    void Started(long now, int replica, bool isRestart);

    /// <summary>A replica's process dies; frames that it never looked at were reported lost before.</summary>
    void Crashed(long now, int replica);

    /// <summary>A message leaves; the number is its sending's in the run, and names it from now on.</summary>
    void Sent(long now, long number, int from, int to, Message message);

    /// <summary>A frame does not arrive, or one copy of it.</summary>
    void Lost(long now, long number);

    /// <summary>A replica takes a frame from its queue.</summary>
    void Received(long now, long number, int to);

    /// <summary>A deadline of a replica has come.</summary>
    void TimerExpired(long now, int replica);

    /// <summary>A replica hands an entry to its disk.</summary>
    void Appended(long now, int replica, Entry entry);

    /// <summary>A replica hears that everything it had handed to its disk before the flush is durable.</summary>
    void Flushed(long now, int replica);

    /// <summary>A replica reports what happens inside.</summary>
    void Traced(long now, int replica, in TraceEvent traceEvent);

    /// <summary>A client asks the replica that the call names.</summary>
    void Invoked(long now, int client, RecordedCall call);

    /// <summary>A client is answered, as the call says.</summary>
    void Completed(long now, int client, RecordedCall call);

    /// <summary>A client gives up waiting; its call's outcome stays unknown.</summary>
    void Abandoned(long now, int client);

    /// <summary>What happened so far is not worth drawing.</summary>
    void DrawFromHere();

    /// <summary>No fault happens from now on.</summary>
    void FaultsStopped(long now);
}
