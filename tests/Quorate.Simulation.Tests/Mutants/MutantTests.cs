namespace Quorate.Simulation.Tests;

/// <summary>
/// Every checker must bite (viewstamped.md §18): each of these deliberately broken protocols is caught by the checker
/// that is named, within the number of seeds that is stated, while the control, the same runs without a mutation, is
/// clean.
/// </summary>
public sealed class MutantTests
{
    private const long Millisecond = 1_000_000;

    // Views follow each other quickly, and messages of one arrive in another.
    private static readonly FaultPlan LateMessages = new()
    {
        DelayTail = 0.5,
        DelayTailMax = 1_500 * Millisecond,
        Loss = 0.2,
        CrashInterval = 300 * Millisecond,
        DownMax = 50 * Millisecond,
        ReportsConnections = true,
    };

    // Primaries are cut off with entries that nobody else has, and come back before their successors have caught up
    // with them.
    private static readonly FaultPlan CutPrimaries = new()
    {
        DelayTail = 0.5,
        DelayTailMax = 3_000 * Millisecond,
        Loss = 0.1,
        PauseInterval = 100 * Millisecond,
        PartitionInterval = 300 * Millisecond,
        PartitionMax = 300 * Millisecond,
        ReportsConnections = true,
    };

    // Processes come back before anybody has missed them, without what their slow disks had not yet flushed.
    private static readonly FaultPlan QuickRestarts = new()
    {
        CrashInterval = 300 * Millisecond,
        DownMax = 50 * Millisecond,
        FlushSpread = 20 * Millisecond,
    };

    // Primaries are cut off with entries that nobody else has, drop them when they are back, and restart soon after.
    private static readonly FaultPlan DeposedAndRestarted = new()
    {
        CrashInterval = 150 * Millisecond,
        DownMax = 50 * Millisecond,
        FlushSpread = 10 * Millisecond,
        PartitionInterval = 300 * Millisecond,
        PartitionMax = 900 * Millisecond,
        ReportsConnections = true,
    };

    // Flushes are under way whenever a view change begins.
    private static readonly FaultPlan SlowDisks = new()
    {
        FlushSpread = 40 * Millisecond,
        PartitionInterval = 400 * Millisecond,
        PartitionMax = 700 * Millisecond,
        ReportsConnections = true,
    };

    private static readonly string[] DiskWitnesses = [PromiseChecker.Name, CommitQuorumChecker.Name];

    [Fact]
    public void AnAcknowledgementBeforeItsFlushIsCaughtWhenItLeaves() =>
        Hunt(PromiseChecker.Name, 5, 3, Wrapped(core => new AcknowledgesBeforeFlush(core)));

    [Fact]
    public void AnAcknowledgementBeforeItsFlushLosesWhatWasCommitted() =>
        Hunt(
            CommittedEntriesChecker.Name,
            300,
            3,
            Wrapped(core => new AcknowledgesBeforeFlush(core)) with { Ignored = DiskWitnesses },
            QuickRestarts with { CrashAll = 0.5 });

    [Fact]
    public void ALogViewThatIsNotPersistedIsCaughtWhenItIsAdvertised() =>
        Hunt(PromiseChecker.Name, 5, 3, Wrapped(core => new ForgetsLogView(core)));

    [Fact]
    public void ALogViewThatIsNotPersistedIsForgottenOverARestart() =>
        Hunt(
            MonotoneViewChecker.Name,
            50,
            3,
            Wrapped(core => new ForgetsLogView(core)) with { Ignored = DiskWitnesses });

    [Fact]
    public void ALateAcknowledgementPastTheFreezeIsCaught() =>
        Hunt(PromiseChecker.Name, 50, 3, Wrapped(core => new AcknowledgesPastFreeze(core)), SlowDisks);

    [Fact]
    public void CountingAcknowledgementsOfEarlierViewsIsCaught() =>
        Hunt(CommitQuorumChecker.Name, 100, 2, Wrapped(core => new CountsOldAcknowledgements(core)), LateMessages);

    [Fact]
    public void TheLiteralQuorumOfFPlusOneIsCaughtInAnEvenGroup() =>
        Hunt(CommitQuorumChecker.Name, 5, 4, LiteralQuorum());

    [Fact]
    public void TheLiteralQuorumOfFPlusOneSplitsAnEvenGroup() =>
        Hunt(CommittedEntriesChecker.Name, 300, 4, LiteralQuorum() with { Ignored = [CommitQuorumChecker.Name] });

    [Fact]
    public void APrimaryThatResumesItsViewAfterARestartIsCaught() =>
        Hunt(PreparedEntriesChecker.Name, 50, 3, Wrapped(core => new ResumesAsPrimary(core)), QuickRestarts);

    [Fact]
    public void AStateTransferThatTruncatesFirstIsCaught() =>
        Hunt(KeptEntriesChecker.Name, 20, 3, Wrapped(core => new TruncatesFirst(core)));

    [Fact]
    public void ALogThatIsNotFrozenInAViewChangeIsCaught() =>
        Hunt(PromiseChecker.FrozenName, 100, 3, Wrapped(core => new ThawsItsLog(core)), LateMessages);

    [Fact]
    public void AReadThatNoRoundConfirmsIsCaught() =>
        Hunt(HistoryChecker.SerialisabilityName, 50, 3, Wrapped(core => new ReadsWithoutARound(core)), SlowDisks);

    [Fact]
    public void AStateThatDependsOnOneReplicaIsCaughtAtACheckpoint()
    {
        // Control: RegisterWorkload, the same machine without the drift, in every other test here.
        var options = Options(3, new Seams()) with { Workload = new DriftingWorkload() };
        var found = Campaign.Run(1, 10, options).SelectMany(result => result.Violations).Select(found => found.Checker);
        Assert.Contains(CheckpointChecker.Name, found);
    }

    [Fact]
    public void AClientTableBumpedAtAppendLocksTheClientOut()
    {
        AppendedSessions? sessions = null;
        Hunt(Checkers.LivenessName, 1000, 3, new Seams
        {
            WrapSessions = (_, table) => sessions = new AppendedSessions(table),
            WrapCore = (_, core) => new BumpsAtAppend(core, sessions!),
        }, CutPrimaries);
    }

    [Fact]
    public void AnExecutedGapIsCaught() => Hunt(
        ExactlyOnceChecker.Name,
        100,
        3,
        Gaps() with { NewSessions = options => new SessionTable(options) { ExecutesGaps = true } });

    [Fact]
    public void ALoggedGapIsRefusedAtExecution()
    {
        // Control of the mutant above: with admission broken but execution intact nothing is lost or executed twice.
        foreach (var result in Campaign.Run(1, 40, Options(3, Gaps())))
        {
            Assert.True(result.Violations.All(found => found.Checker == Checkers.LivenessName), Describe(result));
        }
    }

    [Fact]
    public void AStaleLineageThatIsReplayedIsCaught()
    {
        // Few clients: the log of a replica that has just dropped entries must still end there when it crashes.
        var seams = new Seams
        {
            WrapMedium = (options, medium) =>
                new StaleRecordsPass(medium, JournalRecord.SeedOf(options.Cluster, options.Replica)),
        };
        var options = Options(3, seams) with { Faults = DeposedAndRestarted };
        Hunt(RecoveryChecker.Name, 300, options with { Clients = 2, ThinkMax = TimeSpan.FromMilliseconds(300) });
    }

    private static Seams Wrapped(Func<IReplicaCore, IReplicaCore> mutate) =>
        new() { WrapCore = (_, core) => mutate(core) };

    private static Seams LiteralQuorum() => new()
    {
        ChangeProtocol = protocol => protocol with { QuorumOverride = Quorum.CrashFaultsMax(protocol.Members) + 1 },
    };

    private static Seams Gaps()
    {
        GullibleSessions? sessions = null;
        return new Seams
        {
            WrapSessions = (_, table) => sessions = new GullibleSessions(table),
            WrapCore = (_, core) => new LogsGaps(core, sessions!),
        };
    }

    private static SimulationOptions Options(int replicas, Seams seams) => new()
    {
        Seed = 0,
        Replicas = replicas,
        Chaos = TimeSpan.FromSeconds(6),
        Workload = new RegisterWorkload(),
        Seams = seams,
    };

    private static void Hunt(string checker, ulong seedsMax, int replicas, Seams seams, FaultPlan? faults = null) =>
        Hunt(checker, seedsMax, Options(replicas, seams) with { Faults = faults });

    private static void Hunt(string checker, ulong seedsMax, SimulationOptions options)
    {
        var others = new SortedSet<string>();
        foreach (var result in Campaign.Run(1, seedsMax, options))
        {
            if (result.Violations.Any(found => found.Checker == checker))
            {
                Control(result.Options);
                TestContext.Current.TestOutputHelper?.WriteLine($"caught at seed {result.Options.Seed}");
                return;
            }

            others.UnionWith(result.Violations.Select(found => found.Checker));
        }

        Assert.Fail(
            $"{checker} did not catch the mutant within {seedsMax} seeds; others did: {string.Join(", ", others)}");
    }

    private static void Control(SimulationOptions caught)
    {
        var result = SimulationRun.Execute(caught with { Seams = new Seams() });
        Assert.True(result.IsClean, Describe(result));
    }

    private static string Describe(SimulationResult result) =>
        $"{string.Join('\n', result.Violations)}\n{result.ReplayCommand}";
}
