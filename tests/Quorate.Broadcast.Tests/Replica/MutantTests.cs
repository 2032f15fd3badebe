namespace Quorate.Broadcast.Tests;

/// <summary>
/// Every rule that the order rests on, broken on purpose: a random schedule shows it within a few seeds. What shows it
/// is named: an oracle outside of the replicas, or a replica that finds it out itself and stops.
/// </summary>
public sealed class MutantTests
{
    private const int SeedsMax = 60;

    [Fact]
    public void AClockThatIsCountedBeforeTheEntriesSentBeforeItBreaksTheSequence() =>
        Hunt(core => new CountsNullsWithoutPosition(core), "same-sequence", "stopped", "live");

    [Fact]
    public void DeliveryWithoutStabilityBreaksTheSequence() =>
        Hunt(core => new DoesNotAwaitStability(core), "same-sequence", "stopped", "stamps-grow");

    [Fact]
    public void AClockThatIsNotPersistedGoesBackAndTheReplicaIsToldSo() =>
        Hunt(core => new ForgetsClock(core), "stopped: r");

    [Fact]
    public void AnOwnClockThatIsCountedBeforeItIsDurableDeliversWhatACrashTakesBack()
    {
        var cluster = new TestCluster(
            2, options => options with { ClockBlock = 64 }, core => new CountsOwnClockBeforeItIsDurable(core));
        cluster.Run(50);
        cluster[1].IsDiskStalled = true;
        cluster[0].Crash();
        cluster[0].Start();
        cluster.Submit(0, 1);
        cluster.Run(400);
        Assert.Equal(new OpNumber(1), cluster[1].Core.Status.Commit);

        cluster[1].Crash();
        cluster[1].IsDiskStalled = false;
        cluster[1].Start();
        Assert.True(cluster[1].Core.Clock.Value <= 64, "it could send something smaller than what it delivered");
    }

    [Fact]
    public void AnEntryThatLeavesBeforeItsFlushIsLostOrSentTwice() =>
        Hunt(core => new SendsBeforeFlush(core), "stopped", "same-sequence");

    [Fact]
    public void AnAcknowledgementBeforeItsFlushLosesTheEntry() =>
        Hunt(core => new AcknowledgesBeforeFlush(core), "once acknowledged");

    [Fact]
    public void AnEntryTakenTwiceIsDeliveredTwice() =>
        Hunt(core => new DoesNotDedupe(core), "stopped", "sender-order");

    [Fact]
    public void AnOwnEntryDeliveredBeforeItsFlushIsTakenBackByACrash() =>
        Hunt(core => new DeliversOwnBeforeFlush(core), "same-sequence", "stopped", "exactly-once");

    private static void Hunt(Func<IReplicaCore, IReplicaCore> mutant, params string[] expected)
    {
        for (var seed = 1UL; seed <= SeedsMax; seed++)
        {
            var found = new Adversary(new TestCluster(3, AdversaryTests.Small, mutant), seed).Run(6000);
            if (found.Count > 0)
            {
                Assert.True(
                    expected.Any(name => found[0].Contains(name, StringComparison.Ordinal)),
                    $"seed {seed}: caught otherwise: {found[0]}");
                TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {found[0]}");
                return;
            }
        }

        Assert.Fail($"{SeedsMax} seeds did not show it");
    }
}
