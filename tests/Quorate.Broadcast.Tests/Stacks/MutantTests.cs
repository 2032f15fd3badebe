using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>
/// Every checker bites: each of these broken stacks is caught by the checker that is named, within the stated number of
/// seeds, and the same run of the sound stack is clean. Most mutants are stacks that lack the layer in question.
/// </summary>
public sealed class MutantTests
{
    [Fact]
    public void AFairLossLinkThatRepeatsWithoutBoundIsCaught() => StackCases.FairLoss.Catches(
        FairLossChecker.Name, 5, Instead(context => new Repeats(Stacks.FairLoss(context), 5)));

    [Fact]
    public void AStubbornLinkThatSendsOnceIsCaught() =>
        StackCases.Stubborn.Catches(StubbornDeliveryChecker.Name, 5, Instead(Stacks.FairLoss));

    [Fact]
    public void APerfectLinkThatSendsOnceIsCaught() =>
        StackCases.Perfect.Catches(ReliableDeliveryChecker.Name, 5, Instead(Stacks.FairLoss));

    [Fact]
    public void APerfectLinkThatDeliversADuplicateIsCaught() =>
        StackCases.Perfect.Catches(NoDuplicationChecker.Name, 5, Instead(Stacks.Stubborn));

    [Fact]
    public void ALinkThatCreatesAMessageIsCaught() => StackCases.Perfect.Catches(
        NoCreationChecker.Name, 5, Instead(context => new Misattributes(Stacks.Perfect(context), 3)));

    [Fact]
    public void ALinkWhoseMessagesOvertakeIsCaught() =>
        StackCases.Fifo.Catches(FifoOrderChecker.Name, 5, Instead(Stacks.Perfect));

    [Fact]
    public void ALinkWithoutAuthenticationDeliversWhatTheAttackerMade() =>
        StackCases.Authenticated.Catches(NoCreationChecker.Name, 5, Instead(Stacks.Perfect));

    [Fact]
    public void ALinkWithoutAReplayWindowDeliversWhatIsReplayed() =>
        StackCases.AuthenticatedAlone.Catches(NoDuplicationChecker.Name, 5, Instead(Stacks.FairLoss));

    [Fact]
    public void AnAuthenticatedLinkThatIsNotBoundToASessionDeliversFramesOfItsEarlierLife() =>
        StackCases.AuthenticatedAlone.Catches(
            NoDuplicationChecker.Name,
            50,
            Instead(context => Stacks.Authenticated(context with { Incarnation = new Incarnation(1) })));

    [Fact]
    public void AnAcknowledgementBeforeItsFlushLosesAMessage() => StackCases.Logged.Catches(
        ReliableDeliveryChecker.Name, 50, Instead(context => new SendsBeforeFlush(Stacks.Logged(context))));

    [Theory]
    [InlineData(CellKind.Outbox, ReliableDeliveryChecker.Name)]
    [InlineData(CellKind.NextNumber, ReliableDeliveryChecker.Name)]
    [InlineData(CellKind.NextExpected, NoDuplicationChecker.Name)]
    public void ALoggedLinkThatForgetsOverARestartIsCaught(CellKind forgotten, string checker) =>
        StackCases.Logged.Catches(checker, 50, mutant => mutant with { Forgets = [forgotten] });

    [Fact]
    public void ABestEffortBroadcastOverALossyLinkIsCaught() => StackCases.BestEffort.Catches(
        ReliableDeliveryChecker.Name,
        5,
        Instead(context => new BestEffortBroadcast(context.Membership, Stacks.FairLoss(context))));

    [Fact]
    public void ABroadcastThatCreatesAMessageIsCaught() => StackCases.Reliable.Catches(
        NoCreationChecker.Name, 5, Instead(context => new Misattributes(Stacks.Reliable(context), 4)));

    [Fact]
    public void ABroadcastThatDeliversADuplicateIsCaught() => StackCases.Reliable.Catches(
        NoDuplicationChecker.Name, 5, Instead(context => new Repeats(Stacks.Reliable(context), 2)));

    [Fact]
    public void ABroadcastThatDoesNotDeliverToItselfIsCaught() => StackCases.Reliable.Catches(
        ValidityChecker.Name, 5, Instead(context => new SkipsOwn(Stacks.Reliable(context), context.Membership.Self)));

    [Fact]
    public void AReliableBroadcastThatDoesNotRelayIsCaught() =>
        StackCases.Reliable.Catches(AgreementChecker.Name, 100, Instead(Stacks.BestEffort));

    [Fact]
    public void AUniformBroadcastThatDeliversBeforeAMajorityIsCaught() =>
        StackCases.Uniform.Catches(UniformAgreementChecker.Name, 100, Instead(Stacks.Reliable));

    [Fact]
    public void AFifoBroadcastThatIsOvertakenIsCaught() =>
        StackCases.FifoOrder.Catches(FifoOrderChecker.Name, 5, Instead(Stacks.Reliable));

    [Fact]
    public void ACausalBroadcastThatSkipsAPredecessorIsCaught() =>
        StackCases.CausalOrder.Catches(CausalOrderChecker.Name, 20, Instead(Stacks.FifoOrder));

    [Fact]
    public void ATotalOrderThatDoesNotAwaitStabilityIsCaught() => StackCases.TotalOrder.Catches(
        TotalOrderChecker.Name,
        20,
        Instead(context => Stacks.TotalOrder(
            context, new PretendsStability(context.Membership, Stacks.Fifo(context)), StableCells.Volatile())));

    [Fact]
    public void ATotalOrderOverLinksThatAreNotFifoIsCaught() => StackCases.TotalOrder.Catches(
        TotalOrderChecker.Name,
        20,
        Instead(context => Stacks.TotalOrder(context, Stacks.Perfect(context), StableCells.Volatile())));

    [Fact]
    public void ACausalOrderIsNoTotalOrder() =>
        StackCases.TotalOrder.Catches(TotalOrderChecker.Name, 5, Instead(Stacks.CausalOrder));

    [Fact]
    public void ATotalOrderThatSendsBeforeItsFlushIsCaught() => StackCases.LoggedTotalOrder.Catches(
        TotalOrderChecker.Name, 50, Instead(context => new SendsBeforeFlush(Stacks.LoggedTotalOrder(context))));

    [Theory]
    [InlineData(CellKind.Clock, TimeOrderChecker.Name)]
    [InlineData(CellKind.HoldBack, TotalOrderChecker.Name)]
    [InlineData(CellKind.Delivered, NoDuplicationChecker.Name)]
    [InlineData(CellKind.Own, ReliableDeliveryChecker.Name)]
    public void ATotalOrderThatForgetsOverARestartIsCaught(CellKind forgotten, string checker) =>
        StackCases.LoggedTotalOrder.Catches(checker, 300, mutant => mutant with { Forgets = [forgotten] });

    // With few messages, since any later one makes up for what was forgotten.
    [Fact]
    public void ATotalOrderThatForgetsWhatItHeardStopsForEver()
    {
        var few = StackCases.LoggedTotalOrder with { Requests = 3, AsksWhenQuiet = false };
        few.Catches(ReliableDeliveryChecker.Name, 2000, mutant => mutant with { Forgets = [CellKind.Heard] });
    }

    [Fact]
    public void ATotalOrderThatForgetsWhatOthersDeliveredRunsOutOfRoom()
    {
        var narrow = StackCases.LoggedTotalOrder with { Stack = Stacks.NarrowTotalOrder, Requests = 6 };
        narrow.Catches(StackWorld.RoomName, 1000, mutant => mutant with { Forgets = [CellKind.PeerDelivered] });
    }

    private static Func<StackCase, StackCase> Instead(Func<StackContext, ILayer> stack) =>
        sound => sound with { Stack = stack };
}
