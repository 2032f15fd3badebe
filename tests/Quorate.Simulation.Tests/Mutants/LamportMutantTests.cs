using Quorate.Broadcast.Tests;

namespace Quorate.Simulation.Tests;

/// <summary>
/// Every rule that Lamport's total order rests on, broken on purpose, is found by the checker that is named within the
/// stated number of seeds; the same seed without the mutation is clean.
/// </summary>
public sealed class LamportMutantTests
{
    [Fact]
    public void AClockThatIsCountedWithoutItsPlaceInTheChannelIsCaught() =>
        Hunt(30, core => new CountsNullsWithoutPosition(core), Checkers.StoppedName, LamportChecker.OrderName);

    [Fact]
    public void DeliveryThatDoesNotAwaitStabilityIsCaught() =>
        Hunt(10, core => new DoesNotAwaitStability(core), Checkers.StoppedName, LamportChecker.OrderName);

    [Fact]
    public void AClockThatIsNotPersistedIsCaught() =>
        Hunt(5, core => new ForgetsClock(core), PromiseChecker.Name);

    [Fact]
    public void AnEntryThatLeavesBeforeItsFlushIsCaught() =>
        Hunt(5, core => new SendsBeforeFlush(core), PromiseChecker.Name);

    [Fact]
    public void AnAcknowledgementBeforeItsFlushIsCaught() =>
        Hunt(5, core => new Broadcast.Tests.AcknowledgesBeforeFlush(core), PromiseChecker.Name);

    [Fact]
    public void AnOwnEntryThatIsDeliveredBeforeItsFlushIsCaught() =>
        Hunt(5, core => new DeliversOwnBeforeFlush(core), PromiseChecker.Name);

    [Fact]
    public void AnEntryThatIsTakenTwiceIsCaught() =>
        Hunt(10, core => new DoesNotDedupe(core), Checkers.StoppedName);

    private static void Hunt(ulong seedsMax, Func<IReplicaCore, IReplicaCore> mutate, params string[] checkers)
    {
        var options = new SimulationOptions
        {
            Seed = 0,
            Protocol = ReplicationProtocol.Lamport,
            Chaos = TimeSpan.FromSeconds(6),
            Workload = new RegisterWorkload(),
            Seams = new Seams { WrapCore = (_, core) => mutate(core) },
        };
        var others = new SortedSet<string>();
        foreach (var result in Campaign.Run(1, seedsMax, options))
        {
            if (result.Violations.Any(found => checkers.Contains(found.Checker)))
            {
                var control = SimulationRun.Execute(result.Options with { Seams = new Seams() });
                Assert.True(control.IsClean, string.Join('\n', control.Violations));
                TestContext.Current.TestOutputHelper?.WriteLine(
                    $"caught at seed {result.Options.Seed}: {result.Violations[0]}");
                return;
            }

            others.UnionWith(result.Violations.Select(found => found.Checker));
        }

        Assert.Fail($"not caught within {seedsMax} seeds; others did: {string.Join(", ", others)}");
    }
}
