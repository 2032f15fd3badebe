namespace Quorate.Simulation;

/// <summary>
/// Decides what becomes of each frame: lost, duplicated, delayed with a heavy tail, reordered, kept for seconds, cut
/// off by a partition. It knows nothing of what the frames mean.
/// </summary>
internal sealed class SimulatedNetwork(int replicas, Prng random)
{
    private const long Second = 1_000_000_000;
    private readonly bool[] _isCut = new bool[replicas * replicas];
    private readonly long[] _lastArrival = new long[replicas * replicas];

    /// <summary>The faults in force.</summary>
    public FaultPlan Plan { get; set; } = FaultPlan.None;

    /// <summary>Frames that did not arrive.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether frames from one replica to another vanish.</summary>
    public bool IsCut(int from, int to) => _isCut[(from * replicas) + to];

    /// <summary>Cuts or heals one direction of a link.</summary>
    public void Cut(int from, int to, bool isCut) => _isCut[(from * replicas) + to] = isCut;

    /// <summary>Heals every link.</summary>
    public void Heal() => Array.Clear(_isCut);

    /// <summary>Decides the fate of a frame sent now.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="now">The time.</param>
    /// <param name="first">When it arrives, if at all.</param>
    /// <param name="second">When its duplicate arrives, if there is one.</param>
    /// <returns>How often it arrives: 0, 1 or 2.</returns>
    public int Decide(int from, int to, long now, out long first, out long second)
    {
        first = 0;
        second = 0;
        if (IsCut(from, to) || (Plan.Loss > 0 && random.Chance(Plan.Loss)))
        {
            Lost++;
            return 0;
        }

        first = Arrival(from, to, now);
        if (Plan.Duplication == 0 || !random.Chance(Plan.Duplication))
        {
            return 1;
        }

        second = Arrival(from, to, now);
        return 2;
    }

    private long Arrival(int from, int to, long now)
    {
        var arrival = now + Plan.DelayMin + random.Between(0, Plan.DelaySpread);
        if (Plan.LongDelay > 0 && random.Chance(Plan.LongDelay))
        {
            return arrival + random.Between(Second / 2, 8 * Second);
        }

        if (Plan.DelayTail > 0 && random.Chance(Plan.DelayTail))
        {
            arrival += random.Between(0, Plan.DelayTailMax);
        }

        if (!Plan.IsFifo)
        {
            return arrival;
        }

        ref var last = ref _lastArrival[(from * replicas) + to];
        last = Math.Max(last + 1, arrival);
        return last;
    }
}
