namespace Quorate.Broadcast.Tests;

/// <summary>The normal case, one lesson each (lamport.md §2).</summary>
public sealed class LamportReplicaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void EveryReplicaOrdersItsOwnRequestsAndAllExecuteTheSameSequence(int members)
    {
        var cluster = new TestCluster(members);
        cluster.Run(50);
        var calls = new List<TestCall>();
        for (byte i = 0; i < 100; i++)
        {
            calls.Add(cluster.Submit(i % members, i));
            cluster.Run(i % 3);
        }

        cluster.Run(300);

        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        cluster.AssertConverged(100);
    }

    [Fact]
    public void ALoneRequestIsAnsweredAfterOneFlushAndOneRoundTrip()
    {
        var cluster = new TestCluster(3);
        cluster.Submit(1, 1);
        cluster.Run(200);
        var call = cluster.Submit(1, 2);
        var milliseconds = 0;
        for (; call.Outcome is null; milliseconds++)
        {
            cluster.Run(1);
        }

        // One turn to write it, one for its flush and sending, one for the others' answers, one to hear them.
        Assert.InRange(milliseconds, 1, 4);
    }

    // Found by a second reading: what nobody else is to acknowledge was kept over a restart and filled the outbox.
    [Fact]
    public void AGroupOfOneOrdersWritesAfterARestartHoweverManyItHadOrdered()
    {
        var cluster = new TestCluster(1, options => options with { OutboxEntriesMax = 4 });
        for (byte i = 0; i < 8; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(10);
        }

        cluster[0].Crash();
        cluster[0].Start();
        var call = cluster.Submit(0, 9);
        cluster.Run(50);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
        cluster.AssertConverged(9);
    }

    // Found by a second reading: each life reserved a whole block, and a thousand blocks are too far ahead (L5).
    [Fact]
    public void AReplicaThatRestartsOftenUnheardStaysWithinReachOfTheOthersClocks()
    {
        var cluster = new TestCluster(3, options => options with { ClockJumpMax = 4 * options.ClockBlock });
        cluster.Run(50);
        cluster.Isolate(0);
        for (var i = 0; i < 20; i++)
        {
            cluster[0].Crash();
            cluster[0].Start();
            cluster.Run(10);
        }

        cluster.Heal();
        var call = cluster.Submit(0, 1);
        cluster.Run(400);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
        cluster.AssertConverged(1);
    }

    [Fact]
    public void AnIdleClusterSendsNothingButHeartbeats()
    {
        var cluster = new TestCluster(3);
        cluster.Submit(0, 1);
        cluster.Run(1000);
        var before = cluster.Posted;
        cluster.Run(8000);

        // Three replicas, two peers each, one heartbeat each eighty milliseconds.
        Assert.InRange(cluster.Posted - before, 500, 606);
    }

    [Fact]
    public void ASilentReplicaStopsDeliveryEverywhereAndTheStatusNamesIt()
    {
        var cluster = new TestCluster(3);
        cluster.Submit(0, 1);
        cluster.Run(200);
        cluster.Isolate(2);
        var call = cluster.Submit(0, 2);
        var read = cluster.Read(1);
        cluster.Run(3000);

        Assert.Null(call.Outcome);
        Assert.Null(read.Seen);
        for (var i = 0; i < 2; i++)
        {
            var awaited = cluster[i].Core.Status.Awaited;
            Assert.Equal(new ReplicaId(2), awaited?.Replica);
            Assert.InRange(cluster.Now.Since(awaited!.Value.SilentSince).TotalSeconds, 2.9, 3.2);
        }

        cluster.Heal();
        cluster.Run(1500);
        Assert.Equal(CallOutcome.Executed, call.Outcome);
        Assert.Equal(2, read.Seen);
        Assert.Null(cluster[0].Core.Status.Awaited);
        cluster.AssertConverged(2);
    }

    [Fact]
    public void ARequestThatExpiresWhileOneIsSilentIsUnknownAndNotLost()
    {
        var cluster = new TestCluster(3);
        cluster.Submit(0, 1);
        cluster.Run(200);
        cluster.Isolate(2);
        var call = new TestCall { Operation = new byte[] { 7 }, Deadline = cluster.Now.After(TimeSpan.FromSeconds(1)) };
        cluster[0].Node.Submit(call);
        cluster.Run(1500);
        Assert.Equal(CallOutcome.Unknown, call.Outcome);

        cluster.Heal();
        cluster.Run(1500);
        cluster.AssertConverged(2);
    }

    [Fact]
    public void WhatASilentReplicaKeepsFromBeingReleasedIsBounded()
    {
        var cluster = new TestCluster(3, options => options with { OutboxEntriesMax = 4, PipelineMax = 100 });
        cluster.Submit(0, 1);
        cluster.Run(200);
        cluster.Isolate(2);
        for (byte i = 0; i < 100; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        Assert.InRange(cluster[0].Core.State.Own.Count, 1, 4);
        cluster.Heal();
        cluster.Run(3000);
        cluster.AssertConverged(101);
    }

    [Fact]
    public void AReadSeesWhatWasAnsweredAnywhereBeforeItBegan()
    {
        var cluster = new TestCluster(3);
        for (byte i = 0; i < 30; i++)
        {
            var call = cluster.Submit(i % 3, i);
            while (call.Outcome is null)
            {
                cluster.Run(1);
            }

            var read = cluster.Read((i + 1) % 3);
            cluster.Run(20);
            Assert.Equal(i + 1, read.Seen);
        }
    }

    // Found by a random schedule (n=2, seed 1313): it delivered with a clock that it then forgot in a crash, and sent
    // an entry with a smaller stamp in its next life.
    [Fact]
    public void AReplicaDeliversNothingThatItsOwnClockCouldGoBackBehind()
    {
        var cluster = new TestCluster(2, options => options with { ClockBlock = 64 });
        cluster.Run(50);
        cluster[1].IsDiskStalled = true;
        cluster[0].Crash();
        cluster[0].Start();
        var call = cluster.Submit(0, 1);
        cluster.Run(400);
        Assert.Equal(1, cluster[1].Core.State.HeldBack);
        Assert.True(cluster[1].Core.State.HoldBack[0].Peek().Header.LogicalTime >= 64);
        Assert.Equal(OpNumber.Zero, cluster[1].Core.Status.Commit);

        cluster[1].IsDiskStalled = false;
        cluster.Run(400);
        Assert.Equal(CallOutcome.Executed, call.Outcome);
        cluster.AssertConverged(1);
    }

    [Fact]
    public void ReplicaZeroOrdersAPulseWhenTheDeadlineComes()
    {
        var cluster = new TestCluster(3);
        cluster.Run(50);
        foreach (var replica in cluster.Up)
        {
            replica.Machine.NextDeadline = new AgreedTime(cluster.Now.Nanoseconds + 300_000_000);
        }

        cluster.Submit(1, 1);
        cluster.Run(250);
        Assert.All(cluster.Up, replica => Assert.Equal(0, replica.Machine.Pulses));
        cluster.Run(250);
        Assert.All(cluster.Up, replica => Assert.Equal(1, replica.Machine.Pulses));
        cluster.AssertConverged(1);
    }

    [Fact]
    public void CheckpointsAreTakenAtTheSameOpsAndBoundTheLog()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10 });
        for (byte i = 0; i < 200; i++)
        {
            cluster.Submit(i % 3, i);
            cluster.Run(5);
        }

        cluster.Run(500);
        cluster.AssertConverged(200);
        Assert.All(cluster.Up, replica =>
        {
            Assert.True(replica.Disk.Durable.Checkpoint.Op.Value > 100);
            Assert.Equal(0UL, replica.Disk.Durable.Checkpoint.Op.Value % 10);
            Assert.InRange(replica.Disk.LogLength, 0, 40);
        });
    }

    [Fact]
    public void AGroupThatWasKilledGoesOnAfterItsCheckpointsAndLogs()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10 });
        for (byte i = 0; i < 120; i++)
        {
            cluster.Submit(i % 3, i);
            cluster.Run(4);
            if (i % 40 == 39)
            {
                cluster.Run(100);
                foreach (var replica in cluster.Up.ToList())
                {
                    replica.Crash();
                }

                cluster.Wire.Clear();
                cluster.StartAll();
                cluster.Run(300);
            }
        }

        cluster.Run(500);
        cluster.AssertConverged(120);
        Assert.All(cluster.Up, replica => Assert.True(replica.Disk.Durable.Checkpoint.Op.Value > 80));
    }
}
