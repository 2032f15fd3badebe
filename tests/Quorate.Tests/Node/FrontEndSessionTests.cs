namespace Quorate.Tests;

public sealed class FrontEndSessionTests
{
    private static readonly SessionTableOptions _four = new() { SessionsMax = 4 };

    [Fact]
    public void EvictionMakesTheOutstandingUnknownAndMovesTheRestToANewSession()
    {
        var rig = new NodeRig(new FrontEndOptions { WindowMax = 2 }, _four).Start();
        rig.Submit("first");
        rig.Settle();
        var session = rig.FrontEnd.Session;
        rig.Core.LosesRequests = true;
        var calls = Enumerable.Range(0, 4).Select(number => rig.Submit($"{number}")).ToArray();
        rig.Settle();
        rig.Core.LosesRequests = false;
        rig.EvictSession(4);
        rig.Settle();
        Assert.Equal(
            [CallOutcome.Unknown, CallOutcome.Unknown, CallOutcome.Executed, CallOutcome.Executed],
            calls.Select(call => call.Outcome));
        Assert.NotEqual(session, rig.FrontEnd.Session);
        Assert.Equal(3UL, rig.Machine.Count);
        Assert.Equal(1, rig.Node.Counters.SessionsLost);
    }

    [Fact]
    public void NothingIsEverSubmittedUnderTwoSessions()
    {
        var rig = new NodeRig(new FrontEndOptions { WindowMax = 3 }, _four).Start();
        for (var round = 0; round < 5; round++)
        {
            for (var number = 0; number < 7; number++)
            {
                rig.Submit($"{round}/{number}");
            }

            rig.Node.EndTurn();
            rig.Node.RunExecutor(1);
            rig.EvictSession(4);
            rig.Settle();
        }

        var sessionsOf = rig.Core.Requests.SelectMany(batch => batch.Items)
            .Where(item => item.Session != SessionId.Zero)
            .GroupBy(item => item.Digest, item => item.Session);
        Assert.All(sessionsOf, sessions => Assert.Single(sessions.Distinct()));
    }

    [Fact]
    public void RefusalOfTheSessionHasTheSameEffectAsItsEviction()
    {
        var rig = new NodeRig().Start();
        rig.Submit("first");
        rig.Settle();
        var outstanding = rig.Submit("sent");
        rig.Core.LosesRequests = true;
        rig.Settle();
        rig.Core.LosesRequests = false;
        var waiting = rig.Submit("unsent");
        rig.FrontEnd.OnRefused(rig.FrontEnd.Session, new RequestNumber(2), RefusalReason.UnknownSession);
        rig.Settle();
        Assert.Equal(CallOutcome.Unknown, outstanding.Outcome);
        Assert.Equal(CallOutcome.Executed, waiting.Outcome);
    }

    [Fact]
    public void RefusalOfAnEarlierSessionIsIgnored()
    {
        var rig = new NodeRig().Start();
        rig.Submit("first");
        rig.Settle();
        var session = rig.FrontEnd.Session;
        rig.FrontEnd.OnRefused(session.Next, new RequestNumber(2), RefusalReason.UnknownSession);
        Assert.Equal(session, rig.FrontEnd.Session);
    }

    [Fact]
    public void LostRegistrationIsSentAgainUnderTheSameClientId()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesRequests = true;
        var call = rig.Submit("a");
        rig.Settle();
        rig.Pass(TimeSpan.FromSeconds(1));
        rig.Settle();
        rig.Core.LosesRequests = false;
        rig.Pass(TimeSpan.FromSeconds(1));
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, call.Outcome);
        var clients = rig.Core.Requests.SelectMany(batch => batch.Items).Where(item => item.Session == SessionId.Zero);
        Assert.Equal(3, clients.Count());
        Assert.Single(clients.Select(item => Convert.ToHexString(item.Operation.Span)).Distinct());
    }

    [Fact]
    public void ClientIdsDifferBetweenMembersAndIncarnationsUnderOneSeed()
    {
        var ids = new List<string>();
        foreach (var (self, incarnation) in new[] { (0, 1UL), (0, 2UL), (1, 1UL), (1, 2UL) })
        {
            var frontEnd = new FrontEnd(new FrontEndOptions());
            var recovered = new RecoveredState { Durable = new DurableState(), Log = [] };
            frontEnd.Start(
                new ReplicaId((byte)self), new Started(new Incarnation(incarnation), 42, default, recovered));
            frontEnd.Submit(new TestCall("a"));
            var register = Assert.Single(Assert.IsType<RequestsArrived>(frontEnd.NextEvent()).Items);
            ids.Add(Convert.ToHexString(register.Operation.Span));
        }

        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public void InstalledCheckpointAnswersWhatItExecuted()
    {
        var donor = new NodeRig().Start();
        donor.Submit("first");
        donor.Settle();
        donor.Core.Flags = EntryFlags.Checkpoint;
        donor.Submit("a");
        donor.Settle();
        var taken = Assert.Single(donor.Host.Checkpoints);

        // The same incarnation seed gives the same client id: a replica that missed op 2 and gets it as a checkpoint.
        var rig = new NodeRig().Start();
        rig.Submit("first");
        rig.Settle();
        rig.Core.LosesRequests = true;
        var (answered, open) = (rig.Submit("a"), rig.Submit("b"));
        rig.Settle();
        rig.Executor.EnqueueInstall(taken.Reference, taken.Chunks);
        rig.Settle();
        Assert.Equal((CallOutcome.Executed, "a"), (answered.Outcome, answered.Reply));
        Assert.True(open.IsPending);
        Assert.Equal(1, rig.FrontEnd.Outstanding);
        Assert.Contains(rig.Core.Events, replicaEvent => replicaEvent is CheckpointInstalled);
    }

    [Fact]
    public void InstalledCheckpointWithoutTheSessionMakesTheOutstandingUnknown()
    {
        var donor = new NodeRig(sessions: new SessionTableOptions { SessionsMax = 1 }).Start();
        for (var count = 0; count < 5; count++)
        {
            donor.Node.On(new RequestsArrived(
                [EntryItem.Create(SessionId.Zero, RequestNumber.Zero, LogWriter.ClientId((ulong)count))]));
        }

        donor.Core.Flags = EntryFlags.Checkpoint;
        donor.EvictSession(1);
        donor.Settle();
        var taken = Assert.Single(donor.Host.Checkpoints);
        var rig = new NodeRig(sessions: new SessionTableOptions { SessionsMax = 1 }).Start();
        rig.Submit("first");
        rig.Settle();
        rig.Core.LosesRequests = true;
        var call = rig.Submit("a");
        rig.Settle();
        rig.Executor.EnqueueInstall(taken.Reference, taken.Chunks);
        rig.Settle();
        Assert.Equal(CallOutcome.Unknown, call.Outcome);
    }
}
