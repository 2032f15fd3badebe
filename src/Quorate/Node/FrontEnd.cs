namespace Quorate;

/// <summary>
/// The local callers' side of a replica: one session per process incarnation for their operations, and shared
/// confirmation for their linearizable reads. <see cref="ReplicaNode"/> drives it; give it to the
/// <see cref="Executor"/> as its sink. Not thread-safe.
/// </summary>
public sealed class FrontEnd : ICompletionSink
{
    // Keeps the draws of client ids apart from those the core makes from the same seed.
    private const ulong SeedDomain = 0x73657373696F6E73;
    private const ulong IncarnationFactor = 0x9E3779B97F4A7C15;

    private readonly CallClient _calls;
    private readonly ReadClient _reads;

    /// <summary>Creates the front-end.</summary>
    /// <param name="options">Its limits and time-outs.</param>
    public FrontEnd(FrontEndOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _calls = new CallClient(options);
        _reads = new ReadClient(options);
    }

    /// <summary>
    /// The session in use; zero while none is registered. It is registered when the first call needs it.
    /// </summary>
    public SessionId Session => _calls.Session;

    /// <summary>Requests handed to the core and not yet executed here.</summary>
    public int Outstanding => _calls.Outstanding;

    /// <summary>Calls that wait for a session or a place in the window.</summary>
    public int Waiting => _calls.Waiting;

    /// <summary>Reads not yet answered.</summary>
    public int WaitingReads => _reads.Waiting;

    /// <inheritdoc/>
    public void Completed(
        SessionId session, RequestNumber number, ExecutionOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op) =>
        _calls.OnCompleted(session, number, outcome, reply, op);

    /// <inheritdoc/>
    public void Registered(ReadOnlyMemory<byte> clientId, SessionId session) =>
        _calls.OnRegistered(clientId.Span, session);

    /// <inheritdoc/>
    public void Evicted(SessionId session) => _calls.OnSessionLost(session);

    /// <summary>When something times out next.</summary>
    internal MonotonicTime NextDeadline => MonotonicTime.Min(_calls.NextDeadline, _reads.NextDeadline);

    /// <summary>Whether the core is to be handed something at the end of this turn.</summary>
    internal bool WantsTurn => _calls.HasBatch || _reads.HasRequest;

    internal long Retransmitted => _calls.Retransmitted;

    internal long SessionsLost => _calls.SessionsLost;

    internal void Start(ReplicaId self, Started started)
    {
        // A client id must never come twice: its session would answer with the replies of another's requests
        // (viewstamped.md CT-1). Member and incarnation make it so even where two hosts draw the same seed.
        var seed = started.Seed ^ SeedDomain ^ ((ulong)self.Value << 56);
        _calls.Start(seed ^ (started.Incarnation.Value * IncarnationFactor), started.Now);
        _reads.Start(started.Incarnation, started.Now);
    }

    internal void Submit(PendingCall call) => _calls.Submit(call);

    internal void Read(PendingRead read) => _reads.Read(read);

    internal void Tick(MonotonicTime now)
    {
        _calls.Tick(now);
        _reads.Tick(now);
    }

    /// <summary>The next event for the core; null when this turn has no more.</summary>
    internal ReplicaEvent? NextEvent() => (ReplicaEvent?)_reads.NextRequest() ?? _calls.NextBatch();

    /// <summary>A new view began, or the way to the primary was interrupted: what was sent may be lost.</summary>
    internal void SendAgain()
    {
        _calls.SendAgain();
        _reads.AskAgain();
    }

    internal void OnReadReady(Cookie cookie, OpNumber op) => _reads.OnReadReady(cookie, op);

    internal void OnRefused(SessionId session, RequestNumber number, RefusalReason reason) =>
        _calls.OnRefused(session, number, reason);

    internal void OnInstalled(SessionTable sessions) => _calls.OnInstalled(sessions);

    internal void ServeReads(Executor executor) => _reads.Serve(executor);

    internal void Stop()
    {
        _calls.Stop();
        _reads.Stop();
    }
}
