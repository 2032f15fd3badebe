using Quorate.Tracing;

namespace Quorate.Simulation;

/// <summary>Writes what it observes of a run into a trace.</summary>
internal sealed class RunRecorder : IRunObserver
{
    private readonly TraceBuilder _builder;
    private readonly int _replicas;
    private readonly bool _hasViews;
    private readonly List<int> _clients = [];

    // Looked up only: messages under way, and copies of them that may still come.
    private readonly Dictionary<long, Sending> _sendings = [];
    private long _calls;

    /// <summary>Begins a trace.</summary>
    /// <param name="replicas">How many replicas there are.</param>
    /// <param name="hasViews">Whether the protocol has views, whose primary is the member at view mod n.</param>
    /// <param name="clients">How many clients there are from the beginning; others join when they first ask.</param>
    /// <param name="eventsMax">How many events are kept.</param>
    public RunRecorder(int replicas, bool hasViews, int clients, int eventsMax)
    {
        _builder = new TraceBuilder(eventsMax);
        _replicas = replicas;
        _hasViews = hasViews;
        for (var replica = 0; replica < replicas; replica++)
        {
            _builder.AddProcess($"r{replica}", ProcessRole.Replica);
        }

        for (var client = 0; client < clients; client++)
        {
            ClientOf(client);
        }
    }

    /// <inheritdoc/>
    public void Started(long now, int replica, bool isRestart)
    {
        var kind = isRestart ? TracedKind.Restart : TracedKind.Start;
        Add(Event(now, replica, kind, isRestart ? "restart" : "start"));
    }

    /// <inheritdoc/>
    public void Crashed(long now, int replica) => Add(Event(now, replica, TracedKind.Crash, "crash"));

    /// <inheritdoc/>
    public void Sent(long now, long number, int from, int to, Message message)
    {
        var description = MessageDescriptions.Of(message);
        _sendings[number] = new Sending(from, to, description);
        Add(Event(now, from, TracedKind.Send, description.Label) with
        {
            Detail = description.Detail,
            Family = description.Family,
            Peer = to,
            Message = IdOf(number),
            View = ViewOf(message.View),
            IsPrimary = Leads(from, message.View),
        });
    }

    /// <inheritdoc/>
    public void Lost(long now, long number)
    {
        var (from, to, description) = _sendings[number];
        Add(Event(now, from, TracedKind.Lost, description.Label) with
        {
            Family = description.Family,
            Peer = to,
            Message = IdOf(number),
        });
    }

    /// <inheritdoc/>
    public void Received(long now, long number, int to)
    {
        var (from, _, description) = _sendings[number];
        Add(Event(now, to, TracedKind.Receive, description.Label) with
        {
            Detail = description.Detail,
            Family = description.Family,
            Peer = from,
            Message = IdOf(number),
        });
    }

    /// <inheritdoc/>
    public void TimerExpired(long now, int replica) => Add(Event(now, replica, TracedKind.Timer, "deadline"));

    /// <inheritdoc/>
    public void Appended(long now, int replica, Entry entry) =>
        Add(Event(now, replica, TracedKind.Append, $"append {entry.Op}") with
        {
            // Without views a replica writes entries by its own numbers, which are no places in the common order.
            Op = _hasViews ? entry.Op.Value : null,
            Detail = $"{entry.Encoded.Length} bytes" + (_hasViews ? $", of view {entry.Header.View}" : ""),
        });

    /// <inheritdoc/>
    public void Flushed(long now, int replica) => Add(Event(now, replica, TracedKind.Flush, "durable"));

    /// <inheritdoc/>
    public void Traced(long now, int replica, in TraceEvent traceEvent)
    {
        if (TraceKinds.Of(traceEvent, _hasViews) is { } described)
        {
            Add(Event(now, replica, described.Kind, described.Label) with
            {
                View = ViewOf(traceEvent.View),
                Op = traceEvent.Op.Value,
                Commit = traceEvent.Commit.Value,
                Detail = described.Detail,
                IsPrimary = Leads(replica, traceEvent.View),
            });
        }
    }

    /// <inheritdoc/>
    public void Invoked(long now, int client, RecordedCall call)
    {
        var asks = Event(now, ClientOf(client), TracedKind.Request, call.IsRead ? "read" : "write") with
        {
            Family = MessageFamily.Client,
            Peer = call.Replica,
            Message = NextCallId(),
            Detail = call.IsRead ? "" : $"{call.Operation.Length} bytes",
        };
        Add(asks);
        Add(asks with { Kind = TracedKind.Receive, Process = asks.Peer, Peer = asks.Process });
    }

    /// <inheritdoc/>
    public void Completed(long now, int client, RecordedCall call)
    {
        var isRefused = call.Outcome == RecordedOutcome.Refused;
        var how = call.IsRead ? "read at op" : "executed as op";
        var answers = Event(now, call.Replica, TracedKind.Reply, isRefused ? "refused" : $"ok {call.Op}") with
        {
            Family = MessageFamily.Client,
            Peer = ClientOf(client),
            Message = NextCallId(),
            Detail = isRefused ? "nothing happened" : $"{how} {call.Op}",
        };
        Add(answers);
        Add(answers with { Kind = TracedKind.Receive, Process = answers.Peer, Peer = answers.Process });
    }

    /// <inheritdoc/>
    public void Abandoned(long now, int client) =>
        Add(Event(now, ClientOf(client), TracedKind.Note, "gives up") with { Detail = "the outcome stays unknown" });

    /// <inheritdoc/>
    public void DrawFromHere() => _builder.BeginHere();

    /// <inheritdoc/>
    public void FaultsStopped(long now) => _builder.Mark(now, "faults stop", isFailure: false);

    /// <summary>Ends the trace.</summary>
    public Trace Finish(string title, TracePart part, IEnumerable<Violation> violations)
    {
        foreach (var violation in violations)
        {
            _builder.Mark(violation.Time, $"{violation.Checker}: {violation.Text}", isFailure: true);
        }

        return _builder.Build(title, part);
    }

    private static TracedEvent Event(long now, int process, TracedKind kind, string label) =>
        new() { Number = 0, Time = now, Process = process, Kind = kind, Label = label };

    private static long IdOf(long number) => 2 * number;

    private long NextCallId() => (2 * ++_calls) - 1;

    private ulong? ViewOf(ViewNumber view) => _hasViews ? view.Value : null;

    private bool Leads(int replica, ViewNumber view) => _hasViews && view.Value % (ulong)_replicas == (ulong)replica;

    private void Add(TracedEvent traced) => _builder.Add(traced);

    private int ClientOf(int client)
    {
        while (_clients.Count <= client)
        {
            _clients.Add(-1);
        }

        if (_clients[client] < 0)
        {
            _clients[client] = _builder.AddProcess($"c{client}", ProcessRole.Client);
        }

        return _clients[client];
    }

    private readonly record struct Sending(int From, int To, MessageDescription Description);
}
