namespace Quorate.Simulation;

/// <summary>
/// What goes wrong in one run, and how often. Times are simulated nanoseconds; an interval of zero means "never". Drawn
/// per seed (swarm): a run that has every fault at once rarely reaches the states that a run with two of them reaches.
/// </summary>
public sealed record FaultPlan
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    /// <summary>Probability that a frame is lost.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that a frame arrives twice.</summary>
    public double Duplication { get; init; }

    /// <summary>The least time a frame is under way.</summary>
    public long DelayMin { get; init; } = 50 * Microsecond;

    /// <summary>The usual extra time a frame is under way: uniform up to this.</summary>
    public long DelaySpread { get; init; } = 200 * Microsecond;

    /// <summary>Probability that a frame takes up to <see cref="DelayTailMax"/>.</summary>
    public double DelayTail { get; init; }

    /// <summary>The longest usual delay of the tail.</summary>
    public long DelayTailMax { get; init; } = 50 * Millisecond;

    /// <summary>Probability that a frame is kept for seconds: it outlives restarts and view changes.</summary>
    public double LongDelay { get; init; }

    /// <summary>Whether frames of one link keep their order, as in a connection.</summary>
    public bool IsFifo { get; init; }

    /// <summary>Whether the transport reports peers up and down; a silent network does not.</summary>
    public bool ReportsConnections { get; init; }

    /// <summary>Mean time between partitions.</summary>
    public long PartitionInterval { get; init; }

    /// <summary>Longest time a partition lasts.</summary>
    public long PartitionMax { get; init; } = Second;

    /// <summary>Probability that a partition cuts one direction only.</summary>
    public double Asymmetric { get; init; }

    /// <summary>Probability that a partition comes and goes a few times.</summary>
    public double Flapping { get; init; }

    /// <summary>Mean time between crashes of a replica.</summary>
    public long CrashInterval { get; init; }

    /// <summary>Probability that a crash takes all replicas at once.</summary>
    public double CrashAll { get; init; }

    /// <summary>Longest time a replica stays down.</summary>
    public long DownMax { get; init; } = Second;

    /// <summary>Probability that a replica that starts again dies once more while its journal opens.</summary>
    public double CrashWhileOpening { get; init; }

    /// <summary>Mean time between pauses of a replica.</summary>
    public long PauseInterval { get; init; }

    /// <summary>Least time of a flush.</summary>
    public long FlushMin { get; init; } = 100 * Microsecond;

    /// <summary>Extra time of a flush: uniform up to this.</summary>
    public long FlushSpread { get; init; } = 400 * Microsecond;

    /// <summary>Probability that a flush takes up to <see cref="SlowFlushMax"/>.</summary>
    public double SlowFlush { get; init; }

    /// <summary>Longest time of a slow flush.</summary>
    public long SlowFlushMax { get; init; } = 100 * Millisecond;

    /// <summary>Longest time between turns of a replica's loop and of its executor.</summary>
    public long TurnMax { get; init; } = 20 * Microsecond;

    /// <summary>Probability that the executor gets no time for up to <see cref="SlowExecutorMax"/>.</summary>
    public double SlowExecutor { get; init; }

    /// <summary>Longest time the executor is delayed.</summary>
    public long SlowExecutorMax { get; init; } = 50 * Millisecond;

    /// <summary>A world in which nothing goes wrong: the speed measurement, and the time after faults stop.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Draws a plan.</summary>
    public static FaultPlan Draw(Prng random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new FaultPlan
        {
            Loss = Sometimes(random, 0.5, 0.15),
            Duplication = Sometimes(random, 0.4, 0.1),
            DelayMin = random.Between(20, 300) * Microsecond,
            DelaySpread = random.Between(50, random.Chance(0.3) ? 10_000 : 500) * Microsecond,
            DelayTail = Sometimes(random, 0.5, random.Chance(0.15) ? 0.5 : 0.05),
            DelayTailMax = random.Between(5, random.Chance(0.15) ? 3_000 : 400) * Millisecond,
            LongDelay = Sometimes(random, 0.4, 0.01),
            IsFifo = random.Chance(0.3),
            ReportsConnections = random.Chance(0.5),
            PartitionInterval = SometimesEvery(random, 0.5),
            PartitionMax = random.Between(100, 4_000) * Millisecond,
            Asymmetric = Sometimes(random, 0.5, 1),
            Flapping = Sometimes(random, 0.3, 1),
            CrashInterval = SometimesEvery(random, 0.6),
            CrashAll = Sometimes(random, 0.4, 0.5),
            DownMax = random.Between(1, 3_000) * Millisecond,
            PauseInterval = SometimesEvery(random, 0.3),
            FlushMin = random.Between(20, 500) * Microsecond,
            FlushSpread = random.Between(50, random.Chance(0.3) ? 20_000 : 1_000) * Microsecond,
            SlowFlush = Sometimes(random, 0.4, 0.1),
            SlowFlushMax = random.Between(10, 500) * Millisecond,
            TurnMax = random.Between(5, random.Chance(0.3) ? 2_000 : 100) * Microsecond,
            SlowExecutor = Sometimes(random, 0.3, 0.2),
            SlowExecutorMax = random.Between(1, 500) * Millisecond,
            CrashWhileOpening = Sometimes(random, 0.4, 0.5),
        };
    }

    private static double Sometimes(Prng random, double chance, double max) =>
        random.Chance(chance) ? max * random.Between(1, 1_000) / 1_000 : 0;

    private static long SometimesEvery(Prng random, double chance) =>
        random.Chance(chance) ? random.Between(100, 5_000) * Millisecond : 0;
}
