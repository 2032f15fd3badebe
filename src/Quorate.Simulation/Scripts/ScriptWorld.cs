using System.Globalization;
using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>A world without random faults that does what the commands of a script say.</summary>
internal sealed class ScriptWorld
{
    private const long Millisecond = 1_000_000;
    private readonly World _world;
    private readonly History _history;
    private readonly List<string> _trace = [];
    private readonly List<string> _problems = [];
    private readonly List<MessageFilter> _filters = [];
    private readonly Dictionary<string, ScriptCall> _calls = [];
    private ulong _next;

    /// <summary>Starts the replicas.</summary>
    public ScriptWorld(ScriptSettings settings, IRunObserver? observer)
    {
        _world = new World(new SimulationOptions
        {
            Seed = 1,
            Replicas = settings.Replicas,
            Clients = 0,
            Workload = new RegisterWorkload(),
            Faults = new FaultPlan { DelaySpread = 0, FlushSpread = 0, TurnMax = 0 },
            Seams = new Seams
            {
                ChangeProtocol = protocol => protocol with
                {
                    HeartbeatInterval = TimeSpan.FromMilliseconds(50),
                    PipelineMax = 8,
                    LogMemoryBytes = 1 << 20,
                    CheckpointOps = settings.CheckpointOps,
                },
            },
        })
        {
            Tracer = OnTrace,
            Intercept = Intercepts,
            Observer = observer,
        };
        _history = _world.Clients.History;
        _world.Begin();
    }

    /// <summary>What happened since the last call.</summary>
    public List<string> TakeTrace()
    {
        List<string> taken = [.. _trace];
        _trace.Clear();
        return taken;
    }

    /// <summary>Judges the whole script.</summary>
    public List<string> Finish()
    {
        SimulationRun.Judge(_world);
        _problems.AddRange(_world.Checkers.Violations.Found.Select(found => found.ToString()));
        return _problems;
    }

    /// <summary>Executes one command.</summary>
    public void Execute(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "replicas" or "checkpoint-ops":
                break;
            case "draw":
                _world.Observer?.DrawFromHere();
                break;
            case "run":
                Run(long.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            case "request":
                Request(words[1], Replica(words[2]), ulong.Parse(words[3], CultureInfo.InvariantCulture));
                break;
            case "read":
                Read(words[1], Replica(words[2]));
                break;
            case "expect":
                Expect(command, words);
                break;
            case "crash":
                _world.Replicas[Replica(words[1])].Crash();
                break;
            case "restart":
                _world.Replicas[Replica(words[1])].Start();
                break;
            case "flush-takes":
                _world.Replicas[Replica(words[1])].FlushTakes =
                    long.Parse(words[2], CultureInfo.InvariantCulture) * Millisecond;
                break;
            default:
                ExecuteOnNetwork(command, words);
                break;
        }
    }

    private void ExecuteOnNetwork(string command, string[] words)
    {
        switch (words[0])
        {
            case "partition":
                Partition(words);
                break;
            case "heal":
                _world.Network.Heal();
                break;
            case "hold" or "drop":
                var kind = words[1] == "all" ? (MessageKind?)null : Enum.Parse<MessageKind>(words[1]);
                _filters.Add(new MessageFilter(kind, Replica(words[2]), Replica(words[4]), words[0] == "hold"));
                break;
            case "deliver":
                Deliver();
                break;
            default:
                _problems.Add($"not understood: {command}");
                break;
        }
    }

    private void Run(long milliseconds)
    {
        var end = _world.Now + (milliseconds * Millisecond);
        while (_world.NextTime <= end && _world.Checkers.Violations.IsClean)
        {
            _world.Step();
        }

        _world.AdvanceTo(end);
    }

    private void Request(string client, int replica, ulong amount)
    {
        var operation = RegisterOperation.Encode(RegisterOperation.Increment, 0, amount);
        Array.Resize(ref operation, operation.Length + 1 + (int)_next++);
        var record = _history.Invoke(false, operation, replica, _world.Now);
        var number = Replica(client);
        _world.Observer?.Invoked(_world.Now, number, record);
        var call = new ScriptCall(client, _history, record, Print, () => Completed(number, record))
        {
            Operation = operation,
        };
        _calls[client] = call;
        _world.Replicas[replica].Node.Submit(call);
        _world.Replicas[replica].WantTurnSoon();
    }

    private void Read(string client, int replica)
    {
        var query = RegisterOperation.Encode(RegisterOperation.Query, 0, 0);
        var record = _history.Invoke(true, query, replica, _world.Now);
        var number = Replica(client);
        _world.Observer?.Invoked(_world.Now, number, record);
        _world.Replicas[replica].Node.Read(
            new ScriptRead(client, _history, record, Print, () => Completed(number, record)));
        _world.Replicas[replica].WantTurnSoon();
    }

    private void Completed(int client, RecordedCall record)
    {
        if (record.Outcome is RecordedOutcome.Executed or RecordedOutcome.Refused)
        {
            _world.Observer?.Completed(_world.Now, client, record);
        }
    }

    private void Expect(string command, string[] words)
    {
        string state;
        if (words[1][0] == 'c')
        {
            state = _calls[words[1]].Outcome;
        }
        else
        {
            var replica = _world.Replicas[Replica(words[1])];
            var status = replica.IsUp ? replica.Node.Status : default;
            state = replica.IsUp
                ? $"view={status.View} log-view={status.LogView} status={status.Status} op={status.Op}"
                    + $" commit={status.Commit}"
                    + $" executed={replica.Node.Executed} checkpoint={status.Checkpoint}"
                : "status=Down";
        }

        var found = state.Split(' ');
        foreach (var expected in words[2..])
        {
            if (!found.Contains(expected))
            {
                _problems.Add($"{command}: it is {state}");
            }
        }
    }

    private void Partition(string[] words)
    {
        var side = new int[_world.Replicas.Length];
        var current = 0;
        foreach (var word in words[1..])
        {
            if (word == "|")
            {
                current++;
                continue;
            }

            side[Replica(word)] = current;
        }

        for (var from = 0; from < side.Length; from++)
        {
            for (var to = 0; to < side.Length; to++)
            {
                _world.Network.Cut(from, to, side[from] != side[to]);
            }
        }
    }

    // Lets go of everything held, and of every filter.
    private void Deliver()
    {
        List<MessageFilter> filters = [.. _filters];
        _filters.Clear();
        foreach (var filter in filters)
        {
            foreach (var (number, frame) in filter.Held)
            {
                _world.Replicas[filter.To].Arrive(filter.From, frame, number);
            }
        }
    }

    private bool Intercepts(int from, int to, Message message, ReadOnlyMemory<byte> frame)
    {
        var filter = _filters.Find(candidate => candidate.Matches(from, to, message));
        if (filter is null)
        {
            return false;
        }

        if (filter.IsHeld)
        {
            filter.Held.Add((_world.Messages, frame));
        }
        else
        {
            _world.Observer?.Lost(_world.Now, _world.Messages);
        }

        Print($"r{from} > r{to} {(MessageKind)message.Kind} {(filter.IsHeld ? "held" : "dropped")}");
        return true;
    }

    private void OnTrace(int replica, TraceEvent happened)
    {
        var peer = happened.Peer == ReplicaId.None ? "" : $" peer={happened.Peer}";
        var value = happened.Value == 0 ? "" : $" value={happened.Value}";
        var place = $"view={happened.View} op={happened.Op} commit={happened.Commit}";
        Print($"r{replica} {happened.Kind} {place}{peer}{value}");
    }

    private void Print(string text) =>
        _trace.Add($"{(_world.Now / (double)Millisecond).ToString("F2", CultureInfo.InvariantCulture)} {text}");

    private static int Replica(string name) => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
}
