using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>
/// Runs one stack at each process, over a network and disks that fail, by a schedule drawn from a seed: requests,
/// arrivals, ticks, writes, crashes and restarts, one at a time. Then the faults end, whoever comes back comes back,
/// and the run goes on until nothing new happens. What happened at the top of the stacks is the history that checkers
/// read.
/// </summary>
public sealed class StackWorld
{
    /// <summary>The name under which a run is reported in which a stack stopped itself.</summary>
    public const string StoppedName = "stack-stopped";

    /// <summary>The name under which a stack is reported that refuses a request though nothing is under way.</summary>
    public const string RoomName = "room-returns";

    private const long TickNanoseconds = 1_000_000;
    private const int EffectsCutMax = 6;
    private readonly Prng _prng;
    private readonly ScheduledNetwork _network;
    private readonly NetworkAttacker? _attacker;
    private readonly StackProcess[] _processes;
    private readonly long[] _drops = new long[byte.MaxValue + 1];
    private readonly List<Violation> _refusedWhenQuiet = [];
    private int _requestsLeft;
    private int _crashesLeft;
    private ulong _message;

    private StackWorld(StackWorldOptions options)
    {
        Options = options;
        _prng = new Prng(options.Seed);
        History = new BroadcastHistory(options.Members);
        _network = new ScheduledNetwork(options.Members, options.Faults, _prng.Fork());
        _attacker = options.Faults.HasAttacker ? new NetworkAttacker(options.Members, _prng.Fork()) : null;
        _processes = [.. History.All().Select(id => new StackProcess(this, id))];
        _requestsLeft = options.Requests;
        _crashesLeft = options.Faults.Crashes;
    }

    /// <summary>The run's options.</summary>
    public StackWorldOptions Options { get; }

    /// <summary>What happened.</summary>
    public BroadcastHistory History { get; }

    /// <summary>The assertion of a stack that failed and ended the run, if one did.</summary>
    public Violation? Stopped { get; private set; }

    /// <summary>
    /// Stacks that took no request at the end, when nothing was under way any more: a bound must not outlast its cause.
    /// </summary>
    public IReadOnlyList<Violation> RefusedWhenQuiet => _refusedWhenQuiet;

    /// <summary>Requests that stacks refused at their bounds.</summary>
    public long Refused { get; internal set; }

    /// <summary>Frames that stacks gave to the network.</summary>
    public long FramesSent => _network.Sent;

    /// <summary>Frames that stacks dropped for this reason.</summary>
    public long Drops(LayerDrop reason) => _drops[(int)reason];

    /// <summary>Runs a world to its end.</summary>
    public static StackWorld Run(StackWorldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var world = new StackWorld(options);
        try
        {
            world.RunToEnd();
        }
        catch (ContractViolationException violated)
        {
            world.Stopped = new Violation(StoppedName, world.History.Now, violated.Message);
        }

        return world;
    }

    internal void CountDrop(LayerDrop reason) => _drops[(int)reason]++;

    internal void Transmit(ReplicaId from, ReplicaId to, ReadOnlyMemory<byte> frame)
    {
        var underWay = new FrameUnderWay(from, to, frame);
        _attacker?.See(underWay);
        _network.Send(underWay);
    }

    private void RunToEnd()
    {
        foreach (var process in _processes)
        {
            process.Start();
        }

        for (var step = 0; step < Options.Steps; step++)
        {
            Chaos();
        }

        Settle();
    }

    private void Chaos()
    {
        var process = _processes[_prng.Below(_processes.Length)];
        switch (_prng.Below(20))
        {
            case < 2 when process.IsUp && _requestsLeft > 0:
                _requestsLeft -= Request(process) ? 1 : 0;
                break;
            case < 11 when _network.Count > 0:
                Arrive();
                break;
            case < 14 when process.HasWrites:
                process.Persist();
                break;
            case < 18:
                TickAll();
                break;
            case 18 when _attacker?.Attack() is { } attack:
                _network.Inject(attack);
                break;
            case 19:
                CrashOrRestart(process);
                break;
            default:
                break;
        }
    }

    private bool Request(StackProcess process)
    {
        var to = ReplicaId.None;
        ReplicaEvent request = new BroadcastRequested(StackPayload.Make(++_message));
        if (Options.IsLink)
        {
            var step = 1 + _prng.Below(Options.Members - 1);
            to = new ReplicaId((byte)((process.Id.Value + step) % Options.Members));
            request = new SendRequested(to, StackPayload.Make(_message), _message);
        }

        return process.Request(request, to, _message);
    }

    private void Arrive()
    {
        var frame = _network.Next();
        var receiver = _processes[frame.To.Value];
        if (receiver.IsUp)
        {
            receiver.Step(new FrameReceived(frame.From, frame.Bytes));
        }
    }

    private void TickAll()
    {
        History.Now += TickNanoseconds;
        foreach (var process in _processes.Where(process => process.IsUp))
        {
            process.Step(new Tick(new MonotonicTime(History.Now), default));
        }
    }

    private void CrashOrRestart(StackProcess process)
    {
        if (process.IsUp && _crashesLeft > 0 && _prng.Chance(0.3))
        {
            _crashesLeft--;
            if (_prng.Chance(0.5))
            {
                process.CrashDuringNextStep(_prng.Below(EffectsCutMax), _prng.Below(process.WritesUnderWay + 2));
            }
            else
            {
                process.Crash(_prng.Below(process.WritesUnderWay + 1));
            }
        }
        else if (!process.IsUp && Options.Faults.Restarts)
        {
            Restart(process);
        }
    }

    private void Restart(StackProcess process)
    {
        History.Add(BroadcastStepKind.Restarted, process.Id, ReplicaId.None);
        process.Start();
    }

    private void Settle()
    {
        _network.IsFaulty = false;
        foreach (var process in _processes)
        {
            process.CrashIfDue();
        }

        foreach (var process in _processes.Where(process => !process.IsUp).ToList())
        {
            if (Options.Faults.Restarts)
            {
                Restart(process);
            }
            else
            {
                TellOf(process.Id);
            }
        }

        UntilQuiet();
        foreach (var process in _processes.Where(process => process.IsUp && Options.AsksWhenQuiet))
        {
            if (!Request(process))
            {
                _refusedWhenQuiet.Add(new Violation(RoomName, History.Now, $"{process.Id} takes no request"));
            }
        }

        UntilQuiet();
    }

    private void UntilQuiet()
    {
        var quiet = 0;
        for (var round = 0; round < Options.RoundsMax && quiet < Options.QuietRounds; round++)
        {
            var before = History.Steps.Count;
            Round();
            quiet = History.Steps.Count == before ? quiet + 1 : 0;
        }
    }

    private void TellOf(ReplicaId crashed)
    {
        foreach (var process in _processes.Where(process => process.IsUp))
        {
            process.Step(new PeerCrashed(crashed));
        }
    }

    private void Round()
    {
        for (var arrivals = _network.Count; arrivals > 0; arrivals--)
        {
            Arrive();
        }

        foreach (var process in _processes)
        {
            while (process.HasWrites)
            {
                process.Persist();
            }
        }

        TickAll();
    }
}
