namespace Quorate.Broadcast.Tests;

/// <summary>Random schedules: the order holds in all of them, and everything completes when the faults stop.</summary>
public sealed class AdversaryTests
{
    private const int Seeds = 60;
    private const int Steps = 6000;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void WhateverTheScheduleAllDeliverOneSequenceAndNothingIsLost(int members)
    {
        var delivered = 0;
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            // A block of a few values makes the clock meet its durable bound all the time.
            var block = seed % 2 == 0 ? 64UL : 8;
            var cluster = new TestCluster(members, options => Small(options) with { ClockBlock = block });
            var found = new Adversary(cluster, seed).Run(Steps);
            Assert.True(found.Count == 0, $"n={members} seed={seed}: {string.Join('\n', found.Take(5))}");
            delivered += cluster.Oracle.Count;
        }

        Assert.True(delivered > Seeds * 30, $"only {delivered} entries were delivered");
    }

    /// <summary>Sizes at which a short run sees checkpoints, releases and several blocks of the clock.</summary>
    internal static LamportOptions Small(LamportOptions options) => options with
    {
        CheckpointOps = 7,
        ClockBlock = 64,
        OutboxEntriesMax = 20,
        MessageBytesMax = 600,
        TakingLagMax = 40,
        Admission = new AdmissionLimits { BatchBytesMax = 100 },
    };
}
