namespace Quorate.Tests;

public sealed class FrontEndCallTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public void CallIsAnsweredWithItsReplyOnceItHasExecutedHere()
    {
        var rig = new NodeRig().Start();
        var call = rig.Submit("a");
        Assert.True(call.IsPending);
        rig.Settle();
        Assert.Equal((CallOutcome.Executed, "a", new OpNumber(2)), (call.Outcome, call.Reply, call.Op));
        Assert.Equal(0, rig.FrontEnd.Outstanding);
        Assert.Equal(new SessionId(1), rig.FrontEnd.Session);
    }

    [Fact]
    public void CallsExecuteInTheOrderOfSubmissionThroughASmallWindow()
    {
        var rig = new NodeRig(new FrontEndOptions { WindowMax = 4 }).Start();
        var calls = Enumerable.Range(0, 50).Select(number => rig.Submit($"{number}")).ToArray();
        rig.Settle();
        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        Assert.Equal(calls.Select(call => call.Op), calls.Select(call => call.Op).Order());
        Assert.All(rig.Core.Requests, batch => Assert.InRange(batch.Items.Count, 1, 4));
    }

    [Fact]
    public void NoSessionIsRegisteredUntilACallNeedsOne()
    {
        var rig = new NodeRig().Start();
        rig.Settle();
        rig.Pass(_second);
        rig.Settle();
        Assert.Empty(rig.Core.Requests);
        Assert.Equal(MonotonicTime.Never, rig.Node.NextDeadline);
    }

    [Fact]
    public void LostRequestsAreSentAgainInNumberOrderAfterDoublingPauses()
    {
        var rig = new NodeRig().Start();
        rig.Submit("first");
        rig.Settle();
        rig.Core.LosesRequests = true;
        var calls = new[] { rig.Submit("a"), rig.Submit("b") };
        rig.Settle();
        rig.Core.Requests.Clear();
        var sentAgainAt = new List<int>();
        for (var millisecond = 0; millisecond < 9_000; millisecond += 100)
        {
            var before = rig.Core.Requests.Count;
            rig.Pass(TimeSpan.FromMilliseconds(100));
            rig.Settle();
            if (rig.Core.Requests.Count > before)
            {
                sentAgainAt.Add(millisecond + 100);
            }
        }

        Assert.Equal([500, 1_500, 3_500, 7_500], sentAgainAt);
        Assert.All(rig.Core.Requests, batch => Assert.Equal([2UL, 3UL], batch.Items.Select(item => item.Number.Value)));
        rig.Core.LosesRequests = false;
        rig.Pass(TimeSpan.FromSeconds(4));
        rig.Settle();
        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        Assert.Equal(3UL, rig.Machine.Count);
        Assert.True(rig.Node.Counters.RequestsRetransmitted >= 8);
    }

    [Fact]
    public void EverythingUnexecutedIsSentAgainInANewView()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesRequests = true;
        var call = rig.Submit("a");
        rig.Settle();
        rig.Core.LosesRequests = false;
        rig.Core.View++;
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, call.Outcome);
        rig.Core.LosesRequests = true;
        var later = new[] { rig.Submit("b"), rig.Submit("c") };
        rig.Settle();
        rig.Core.LosesRequests = false;
        rig.Core.View++;
        rig.Core.State = ReplicaStatus.ViewChange;
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Settle();
        Assert.All(later, each => Assert.True(each.IsPending));
        rig.Core.State = ReplicaStatus.Normal;
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Settle();
        Assert.All(later, each => Assert.Equal(CallOutcome.Executed, each.Outcome));
    }

    [Fact]
    public void EverythingUnexecutedIsSentAgainWhenThePrimaryIsConnectedAgain()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesRequests = true;
        var call = rig.Submit("a");
        rig.Settle();
        rig.Core.LosesRequests = false;
        rig.Node.On(new PeerUp(new ReplicaId(2)));
        rig.Settle();
        Assert.True(call.IsPending);
        rig.Node.On(new PeerUp(new ReplicaId(0)));
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }

    [Fact]
    public void RetransmissionsExecuteOnceEvenWithoutAdmission()
    {
        var rig = new NodeRig().Start();
        rig.Core.ForgetsInFlight = true;
        var calls = new List<TestCall>();
        for (var view = 1UL; view <= 20; view++)
        {
            calls.Add(rig.Submit($"{view}"));
            rig.Node.EndTurn();
            rig.Core.View = view;
            rig.Pass(TimeSpan.FromMilliseconds(1));
            rig.Node.EndTurn();
            rig.Node.RunExecutor(2);
        }

        rig.Settle();
        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        Assert.Equal(20UL, rig.Machine.Count);
    }

    [Fact]
    public void DeadlineMakesTheOutcomeUnknownButTheRequestIsKept()
    {
        var rig = new NodeRig().Start();
        rig.Submit("first");
        rig.Settle();
        rig.Core.LosesRequests = true;
        var late = rig.Submit("late", _second);
        var patient = rig.Submit("patient", TimeSpan.FromMinutes(1));
        rig.Settle();
        rig.Pass(_second);
        rig.Settle();
        Assert.Equal(CallOutcome.Unknown, late.Outcome);
        Assert.True(patient.IsPending);
        Assert.Equal(2, rig.FrontEnd.Outstanding);
        rig.Core.LosesRequests = false;
        rig.Pass(_second);
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, patient.Outcome);
        Assert.Equal(CallOutcome.Unknown, late.Outcome);
        Assert.Equal(3UL, rig.Machine.Count);
    }

    [Fact]
    public void CallsThatNeverWentOutExpireAndNeverExecute()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesRequests = true;
        var call = rig.Submit("a", _second);
        rig.Settle();
        rig.Pass(_second);
        rig.Settle();
        Assert.Equal(CallOutcome.Expired, call.Outcome);
        Assert.Equal(0, rig.FrontEnd.Waiting);
        rig.Core.LosesRequests = false;
        rig.Pass(TimeSpan.FromSeconds(10));
        rig.Settle();
        Assert.Equal(0UL, rig.Machine.Count);
    }

    [Fact]
    public void CallsBeyondTheBoundAreRefusedAsOverloaded()
    {
        var rig = new NodeRig(new FrontEndOptions { WindowMax = 4, WaitingMax = 6 }).Start();
        rig.Core.LosesRequests = true;
        var calls = Enumerable.Range(0, 12).Select(number => rig.Submit($"{number}")).ToArray();
        Assert.All(calls[..10], call => Assert.True(call.IsPending));
        Assert.All(calls[10..], call => Assert.Equal(CallOutcome.Overloaded, call.Outcome));
        rig.Core.LosesRequests = false;
        rig.Settle();
        Assert.All(calls[..10], call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        Assert.Equal(10UL, rig.Machine.Count);
    }

    [Fact]
    public void WindowIsBoundedInBytesToo()
    {
        var rig = new NodeRig(new FrontEndOptions { WindowBytesMax = 250 }).Start();
        rig.Submit("first");
        rig.Settle();
        rig.Core.LosesRequests = true;
        var calls = Enumerable.Range(0, 6).Select(_ => rig.Submit(new string('x', 72))).ToArray();
        rig.Settle();
        Assert.Equal((3, 3), (rig.FrontEnd.Outstanding, rig.FrontEnd.Waiting));
        rig.Core.LosesRequests = false;
        rig.Pass(_second);
        rig.Settle();
        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
    }

    [Fact]
    public void CallsThatWaitAreBoundedInBytesToo()
    {
        var rig = new NodeRig(new FrontEndOptions { WaitingBytesMax = 100 }).Start();
        rig.Core.LosesRequests = true;
        var calls = Enumerable.Range(0, 3).Select(_ => rig.Submit(new string('x', 60), _second)).ToArray();
        Assert.Equal(CallOutcome.Overloaded, calls[2].Outcome);
        rig.Settle();
        rig.Pass(_second);
        Assert.Equal(CallOutcome.Expired, calls[1].Outcome);
        rig.Core.LosesRequests = false;
        var later = rig.Submit(new string('x', 60));
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, later.Outcome);
    }

    [Fact]
    public void DefaultLimitsFitThoseOfAdmission()
    {
        var (options, admission) = (new FrontEndOptions(), new AdmissionLimits());
        Assert.True(options.OperationBytesMax <= admission.RequestBytesMax);
        Assert.True(3 * (options.WindowBytesMax + options.OperationBytesMax) <= admission.QueueBytesMax);
        Assert.True(options.WindowMax <= new SessionTableOptions().RepliesMax);
    }

    [Fact]
    public void TooLargeOperationIsRefused()
    {
        var rig = new NodeRig(new FrontEndOptions { OperationBytesMax = 3 }).Start();
        Assert.Equal(CallOutcome.TooLarge, rig.Submit("1234").Outcome);
        var call = rig.Submit("123");
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }

    [Fact]
    public void BatchesAreBoundedInBytes()
    {
        var rig = new NodeRig(new FrontEndOptions { BatchBytesMax = 200 }).Start();
        rig.Submit("first");
        rig.Settle();
        rig.Core.LosesRequests = true;
        var calls = Enumerable.Range(0, 9).Select(_ => rig.Submit(new string('x', 72))).ToArray();
        rig.Settle();
        Assert.All(rig.Core.Requests.Skip(2), batch => Assert.InRange(batch.Items.Count, 1, 2));
        rig.Core.LosesRequests = false;
        rig.Core.View++;
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Settle();
        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
    }

    [Fact]
    public void SubmittingFromACompletionIsAllowed()
    {
        var rig = new NodeRig().Start();
        var second = new TestCall("b");
        rig.Node.Submit(new TestCall("a") { Then = () => rig.Node.Submit(second) });
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, second.Outcome);
    }
}
