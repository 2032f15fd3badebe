using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>
/// Runs mutual exclusion by a schedule drawn from a seed: processes ask and release, frames arrive, time passes. Then
/// the faults end, and the run goes on, every holder releasing, until nothing happens any more.
/// </summary>
public sealed class EntryWorld
{
    private const long TickNanoseconds = 1_000_000;
    private const int RoundsMax = 2_000;
    private const int QuietRounds = 12;
    private readonly Prng _prng;
    private readonly ScheduledNetwork _network;
    private readonly EntryProcess[] _processes;
    private ulong _requests;

    private EntryWorld(EntryWorldOptions options)
    {
        Options = options;
        _prng = new Prng(options.Seed);
        History = new BroadcastHistory(options.Members);
        _network = new ScheduledNetwork(options.Members, options.Faults, _prng.Fork());
        _processes = [.. History.All().Select(id => new EntryProcess(this, id))];
    }

    /// <summary>The run's options.</summary>
    public EntryWorldOptions Options { get; }

    /// <summary>What happened.</summary>
    public BroadcastHistory History { get; }

    /// <summary>Frames that processes gave to the network.</summary>
    public long FramesSent => _network.Sent;

    /// <summary>Runs a world to its end.</summary>
    public static EntryWorld Run(EntryWorldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var world = new EntryWorld(options);
        for (var step = 0; step < options.Steps; step++)
        {
            world.Chaos();
        }

        world.Settle();
        return world;
    }

    internal void Transmit(ReplicaId from, ReplicaId to, ReadOnlyMemory<byte> frame) =>
        _network.Send(new FrameUnderWay(from, to, frame));

    private void Chaos()
    {
        var process = _processes[_prng.Below(_processes.Length)];
        switch (_prng.Below(10))
        {
            case < 2 when !process.Wants && _requests < (ulong)Options.Requests:
                process.Ask(++_requests);
                break;
            case < 4 when process.Holds && !Options.NeverReleases:
                process.Release();
                break;
            case < 8 when _network.Count > 0:
                Arrive();
                break;
            default:
                TickAll();
                break;
        }
    }

    private void Settle()
    {
        _network.IsFaulty = false;
        var quiet = 0;
        for (var round = 0; round < RoundsMax && quiet < QuietRounds; round++)
        {
            var before = History.Steps.Count;
            for (var arrivals = _network.Count; arrivals > 0; arrivals--)
            {
                Arrive();
            }

            foreach (var holder in _processes.Where(process => process.Holds && !Options.NeverReleases))
            {
                holder.Release();
            }

            TickAll();
            quiet = History.Steps.Count == before ? quiet + 1 : 0;
        }
    }

    private void Arrive()
    {
        var frame = _network.Next();
        _processes[frame.To.Value].Step(new FrameReceived(frame.From, frame.Bytes));
    }

    private void TickAll()
    {
        History.Now += TickNanoseconds;
        foreach (var process in _processes)
        {
            process.Step(new Tick(new MonotonicTime(History.Now), default));
        }
    }
}
