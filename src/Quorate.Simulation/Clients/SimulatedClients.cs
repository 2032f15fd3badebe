using System.Buffers;

namespace Quorate.Simulation;

/// <summary>
/// The clients of the world: each has at most one call under way, at a replica of its choice, and thinks in between. A
/// client whose replica dies, or whose patience ends, leaves that outcome open for ever and goes on with another
/// operation.
/// </summary>
internal sealed class SimulatedClients
{
    private const long Millisecond = 1_000_000;
    private readonly World _world;
    private readonly Prng _random;
    private readonly Slot[] _slots;
    private readonly ArrayBufferWriter<byte> _reply = new();
    private readonly int _paddingMax;
    private readonly double _reads;
    private readonly long _thinkMax;
    private ulong _next;

    /// <summary>Creates the clients of a world.</summary>
    public SimulatedClients(World world, Prng random)
    {
        _world = world;
        _random = random;
        _slots = new Slot[world.Options.Clients];
        _paddingMax = 1 + random.Below(random.Chance(0.1) ? 2_000 : random.Chance(0.3) ? 200 : 32);
        _thinkMax = world.Options.ThinkMax.Ticks * TimeSpan.NanosecondsPerTick / (random.Chance(0.25) ? 8 : 1);
        _reads = random.Chance(0.8) ? 0.3 : 0;
    }

    /// <summary>What they saw.</summary>
    public History History { get; } = new();

    /// <summary>Whether patience is unlimited and only live replicas are asked: after the faults.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Whether no new calls are begun.</summary>
    public bool IsDone { get; set; }

    /// <summary>Calls whose outcome stayed unknown.</summary>
    public long Unknown { get; private set; }

    /// <summary>Whether any client still waits.</summary>
    public bool IsWaiting => Array.Exists(_slots, slot => slot.Call is not null);

    /// <summary>The fewest calls that any client has completed since it was calm.</summary>
    public int CalmCallsMin => _slots.Length == 0 ? int.MaxValue : _slots.Min(slot => slot.CalmCalls);

    /// <summary>A call that still waits, for a report.</summary>
    public RecordedCall? Waiting => Array.Find(_slots, slot => slot.Call is not null).Call;

    /// <summary>Puts everybody's first call on the agenda.</summary>
    public void Begin()
    {
        for (var client = 0; client < _slots.Length; client++)
        {
            ThinkThenCall(client);
        }
    }

    /// <summary>A client's thinking time is over.</summary>
    public void OnDue(int client)
    {
        if (IsDone || _slots[client].Call is not null)
        {
            return;
        }

        var replica = _world.Replicas[_random.Below(_world.Replicas.Length)];
        if (!replica.IsUp)
        {
            ThinkThenCall(client);
            return;
        }

        Call(client, replica);
    }

    /// <summary>A replica died with the calls that waited at it.</summary>
    public void OnCrash(int replica)
    {
        for (var client = 0; client < _slots.Length; client++)
        {
            if (_slots[client].Call is { } call && call.Replica == replica)
            {
                Leave(client);
            }
        }
    }

    /// <summary>An operation ended.</summary>
    public void OnCompleted(
        int client, RecordedCall record, CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        if (outcome == CallOutcome.Unknown)
        {
            Leave(client);
            return;
        }

        if (outcome == CallOutcome.Executed)
        {
            History.Answer(record, reply, op);
        }
        else
        {
            History.Refuse(record);
        }

        Finish(client, record);
    }

    /// <summary>A read was answered.</summary>
    public void OnRead(int client, RecordedCall record, IStateSnapshot state, OpNumber op)
    {
        _reply.ResetWrittenCount();
        state.Query(record.Operation.Span, _reply);
        History.Answer(record, _reply.WrittenSpan.ToArray(), op);
        Finish(client, record);
    }

    /// <summary>A read was not confirmed in time: nothing happened.</summary>
    public void OnReadFailed(int client, RecordedCall record)
    {
        History.Refuse(record);
        Finish(client, record);
    }

    private void Call(int client, SimulatedReplica replica)
    {
        var isRead = _random.Chance(_reads);
        var record = History.Invoke(isRead, Operation(isRead), replica.Id, _world.Now);
        _slots[client].Call = record;
        _world.Observer?.Invoked(_world.Now, client, record);
        var deadline = IsCalm ? MonotonicTime.Never : replica.Clock(_random.Between(50, 4_000) * Millisecond);
        if (isRead)
        {
            replica.Node.Read(new SimulatedRead(this, client, record) { Deadline = deadline });
        }
        else
        {
            var call = new SimulatedCall(this, client, record) { Deadline = deadline, Operation = record.Operation };
            replica.Node.Submit(call);
        }

        replica.WantTurnSoon();
    }

    private byte[] Operation(bool isRead) => isRead
        ? _world.Workload.Query(_random)
        : _world.Workload.Operation(_random, ++_next, _random.Below(_paddingMax));

    private void Leave(int client)
    {
        Unknown++;
        _world.Observer?.Abandoned(_world.Now, client);
        _slots[client].Call = null;
        ThinkThenCall(client);
    }

    private void Finish(int client, RecordedCall record)
    {
        _world.Observer?.Completed(_world.Now, client, record);
        _slots[client].Call = null;
        _slots[client].CalmCalls += IsCalm ? 1 : 0;
        ThinkThenCall(client);
    }

    private void ThinkThenCall(int client)
    {
        _world.Schedule(_world.Now + 1 + _random.Between(0, _thinkMax), WorldEventKind.Client, 0, client);
    }

    private struct Slot
    {
        public RecordedCall? Call;

        public int CalmCalls;
    }
}
