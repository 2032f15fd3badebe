using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>
/// Each checker refuses a history written by hand that breaks its property, and accepts the nearest one that does not.
/// </summary>
public sealed class CheckerTests
{
    private static readonly ReplicaId s_a = new(0);
    private static readonly ReplicaId s_b = new(1);
    private static readonly ReplicaId s_c = new(2);

    private readonly BroadcastHistory _history = new(3);

    [Fact]
    public void ASecondDeliveryIsADuplicate()
    {
        Broadcast(s_a, 1);
        Deliver(s_b, s_a, 1);
        Deliver(s_c, s_a, 1);
        Assert.Empty(NoDuplicationChecker.Check(_history));
        Deliver(s_b, s_a, 1);
        Assert.Single(NoDuplicationChecker.Check(_history));
    }

    [Fact]
    public void WhatWasSentToSomebodyElseOrBySomebodyElseOrLaterIsCreated()
    {
        Send(s_a, s_b, 1);
        Deliver(s_b, s_a, 1);
        Assert.Empty(NoCreationChecker.Check(_history));
        Deliver(s_c, s_a, 1);
        Deliver(s_b, s_c, 1);
        Deliver(s_b, s_a, 2);
        Send(s_a, s_b, 2);
        Assert.Equal(3, NoCreationChecker.Check(_history).Count());
    }

    [Fact]
    public void AMessageBetweenCorrectProcessesThatIsNotDeliveredIsMissed()
    {
        Send(s_a, s_b, 1);
        Send(s_a, s_c, 2);
        Crash(s_c);
        Assert.Equal("r1 never delivers message 1 of r0", Assert.Single(ReliableDeliveryChecker.Check(_history)).Text);
        Deliver(s_b, s_a, 1);
        Assert.Empty(ReliableDeliveryChecker.Check(_history));
    }

    [Fact]
    public void AProcessThatComesBackIsOwedWhatItWasSent()
    {
        Crash(s_b);
        Send(s_a, s_b, 1);
        Assert.Empty(ReliableDeliveryChecker.Check(_history));
        _history.Add(BroadcastStepKind.Restarted, s_b, ReplicaId.None);
        Assert.Single(ReliableDeliveryChecker.Check(_history));
    }

    [Fact]
    public void ARequestThatWasNeverDurableIsOwedToNobody()
    {
        _history.Add(BroadcastStepKind.Requested, s_a, s_b, 1);
        Assert.Empty(ReliableDeliveryChecker.Check(_history));
        _history.Add(BroadcastStepKind.Promised, s_a, s_b, 1);
        Assert.Single(ReliableDeliveryChecker.Check(_history));
    }

    [Fact]
    public void ABroadcasterThatDoesNotDeliverItsOwnBreaksValidity()
    {
        Broadcast(s_a, 1);
        Assert.Single(ValidityChecker.Check(_history));
        Deliver(s_a, s_a, 1);
        Assert.Empty(ValidityChecker.Check(_history));
    }

    [Fact]
    public void WhatACorrectProcessDeliversAloneBreaksAgreement()
    {
        Broadcast(s_a, 1);
        Crash(s_a);
        Deliver(s_b, s_a, 1);
        Assert.Single(AgreementChecker.Check(_history));
        Deliver(s_c, s_a, 1);
        Assert.Empty(AgreementChecker.Check(_history));
    }

    [Fact]
    public void WhatACrashedProcessDeliveredAloneBreaksOnlyUniformAgreement()
    {
        Broadcast(s_a, 1);
        Deliver(s_a, s_a, 1);
        Crash(s_a);
        Assert.Empty(AgreementChecker.Check(_history));
        Assert.Equal(2, UniformAgreementChecker.Check(_history).Count());
    }

    [Fact]
    public void AMessageThatOvertakesAnEarlierOneOfItsSenderBreaksFifoOrder()
    {
        Broadcast(s_a, 1);
        Broadcast(s_a, 2);
        Broadcast(s_b, 3);
        Deliver(s_c, s_b, 3);
        Deliver(s_c, s_a, 1);
        Deliver(s_c, s_a, 2);
        Assert.Empty(FifoOrderChecker.Check(_history));
        Deliver(s_b, s_a, 2);
        Assert.Single(FifoOrderChecker.Check(_history));
    }

    [Fact]
    public void AReplyDeliveredBeforeWhatItRepliesToBreaksCausalOrderButNotFifoOrder()
    {
        Broadcast(s_a, 1);
        Deliver(s_b, s_a, 1);
        Broadcast(s_b, 2);
        Deliver(s_a, s_b, 2);
        Assert.Single(CausalOrderChecker.Check(_history));
        Deliver(s_c, s_b, 2);
        Assert.Empty(FifoOrderChecker.Check(_history));
        Assert.Contains(
            CausalOrderChecker.Check(_history), found => found.Text == "r2 delivers message 2 without 1 before it");
    }

    [Fact]
    public void CausalityReachesThroughAThirdProcess()
    {
        Broadcast(s_a, 1);
        Deliver(s_a, s_a, 1);
        Deliver(s_b, s_a, 1);
        Broadcast(s_b, 2);
        Deliver(s_b, s_b, 2);
        Assert.Empty(CausalOrderChecker.Check(_history));
        Deliver(s_c, s_b, 2);
        Broadcast(s_c, 3);
        var before = CausalOrderChecker.Check(_history).Count();
        Deliver(s_a, s_b, 2);
        Deliver(s_a, s_c, 3);
        Assert.Equal(before, CausalOrderChecker.Check(_history).Count());
        Assert.Equal(1, before);
    }

    [Fact]
    public void TwoOrdersAreNoTotalOrderButAShorterOneIs()
    {
        Deliver(s_a, s_a, 1);
        Deliver(s_a, s_b, 2);
        Deliver(s_b, s_a, 1);
        Assert.Empty(TotalOrderChecker.Check(_history));
        Deliver(s_c, s_b, 2);
        Assert.Single(TotalOrderChecker.Check(_history));
    }

    [Fact]
    public void ATimeThatGoesBackOrComesTwiceBreaksTimeOrder()
    {
        _history.Add(BroadcastStepKind.Delivered, s_a, s_b, 1, number: 4);
        _history.Add(BroadcastStepKind.Delivered, s_a, s_c, 2, number: 4);
        Assert.Empty(TimeOrderChecker.Check(_history));
        _history.Add(BroadcastStepKind.Delivered, s_a, s_c, 3, number: 4);
        _history.Add(BroadcastStepKind.Delivered, s_a, s_c, 4, number: 3);
        Assert.Equal(2, TimeOrderChecker.Check(_history).Count());
    }

    [Fact]
    public void ALinkThatLosesEverySendingIsNotFair()
    {
        Send(s_a, s_b, 1);
        Send(s_a, s_b, 1);
        Assert.Empty(FairLossChecker.Check(_history, dropsMax: 2, copiesMax: 1));
        Send(s_a, s_b, 1);
        Assert.Single(FairLossChecker.Check(_history, dropsMax: 2, copiesMax: 1));
        Deliver(s_b, s_a, 1);
        Assert.Empty(FairLossChecker.Check(_history, dropsMax: 2, copiesMax: 1));
    }

    [Fact]
    public void ALinkThatDeliversMoreOftenThanWasSentDuplicatesWithoutBound()
    {
        Send(s_a, s_b, 1);
        Deliver(s_b, s_a, 1);
        Assert.Empty(FairLossChecker.Check(_history, dropsMax: 2, copiesMax: 1));
        Deliver(s_b, s_a, 1);
        Assert.Single(FairLossChecker.Check(_history, dropsMax: 2, copiesMax: 1));
    }

    [Fact]
    public void ALinkThatGivesUpIsNotStubborn()
    {
        Send(s_a, s_b, 1);
        Deliver(s_b, s_a, 1);
        Assert.Single(StubbornDeliveryChecker.Check(_history, timesMin: 2));
        Deliver(s_b, s_a, 1);
        Assert.Empty(StubbornDeliveryChecker.Check(_history, timesMin: 2));
    }

    [Fact]
    public void TwoHoldersBreakExclusion()
    {
        Grant(s_a, 1);
        Grant(s_b, 2);
        Assert.Single(ExclusionChecker.Check(_history));
    }

    [Fact]
    public void AHolderThatReleasedMakesRoom()
    {
        Grant(s_a, 1);
        _history.Add(BroadcastStepKind.EntryReleased, s_a, ReplicaId.None);
        Grant(s_b, 2);
        Assert.Empty(ExclusionChecker.Check(_history));
    }

    [Fact]
    public void ALaterRequestThatIsGrantedFirstBreaksTheOrderOfGrants()
    {
        _history.AddEntryRequest(s_a, 1, [1, 0, 0]);
        _history.AddEntryRequest(s_b, 2, [1, 1, 0]);
        Grant(s_b, 2);
        Assert.Single(GrantOrderChecker.Check(_history));
        Grant(s_a, 3);
        Assert.Single(GrantOrderChecker.Check(_history));
    }

    [Fact]
    public void ConcurrentRequestsAreGrantedInAnyOrderOfGrowingTimes()
    {
        _history.AddEntryRequest(s_a, 1, [1, 0, 0]);
        _history.AddEntryRequest(s_b, 2, [0, 1, 0]);
        Grant(s_b, 2);
        Grant(s_a, 3);
        Assert.Empty(GrantOrderChecker.Check(_history));
    }

    [Fact]
    public void AGrantThatNobodyAskedForOrOfAnEarlierTimeBreaksTheOrderOfGrants()
    {
        _history.AddEntryRequest(s_a, 1, [1, 0, 0]);
        _history.AddEntryRequest(s_b, 2, [0, 1, 0]);
        Grant(s_a, 3);
        Grant(s_b, 2);
        Grant(s_c, 4);
        Assert.Equal(2, GrantOrderChecker.Check(_history).Count());
    }

    [Fact]
    public void ARequestThatIsNeverGrantedIsFound()
    {
        _history.AddEntryRequest(s_a, 1, [1, 0, 0]);
        Assert.Single(EntryGrantedChecker.Check(_history));
        Grant(s_a, 1);
        Assert.Empty(EntryGrantedChecker.Check(_history));
    }

    private void Broadcast(ReplicaId process, ulong message) => Send(process, ReplicaId.None, message);

    private void Send(ReplicaId process, ReplicaId to, ulong message)
    {
        _history.Add(BroadcastStepKind.Requested, process, to, message);
        _history.Add(BroadcastStepKind.Promised, process, to, message);
    }

    private void Deliver(ReplicaId process, ReplicaId from, ulong message) =>
        _history.Add(BroadcastStepKind.Delivered, process, from, message);

    private void Crash(ReplicaId process) => _history.Add(BroadcastStepKind.Crashed, process, ReplicaId.None);

    private void Grant(ReplicaId process, ulong time) =>
        _history.Add(BroadcastStepKind.EntryGranted, process, ReplicaId.None, time, time);
}
