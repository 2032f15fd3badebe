using System.Buffers;

namespace Quorate.Viewstamped.Tests;

public sealed class CanonicalStateTests
{
    [Fact]
    public void WrittenAndRestoredAtAnyMomentTheStateWritesTheSameBytes()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 8, LogMemoryBytes = 1000 });
        var dice = new Prng(3);
        cluster.Lose = (_, _, _) => dice.Chance(0.1);
        for (byte i = 0; i < 120; i++)
        {
            if (dice.Chance(0.05))
            {
                cluster.Isolate(dice.Below(3));
            }
            else if (dice.Chance(0.05))
            {
                cluster.Heal();
            }

            cluster.Submit(i % 3, i);
            cluster.Run(dice.Below(40));
            for (var replica = 0; replica < 3; replica++)
            {
                AssertRestores(cluster, replica);
            }
        }
    }

    private static void AssertRestores(TestCluster cluster, int index)
    {
        var core = cluster[index].Core;
        var bytes = BytesOf(core);
        var restored = new ViewstampedReplica(
            cluster.OptionsOf(core.State.Self), new SessionTable(new SessionTableOptions()));
        var reader = new CanonicalReader(bytes);
        restored.Walk(reader);

        Assert.True(reader.IsAtEnd);
        Assert.Equal(bytes, BytesOf(restored));
        Assert.Equal(core.Status, restored.Status);
        Assert.Equal(core.NextDeadline, restored.NextDeadline);
    }

    private static byte[] BytesOf(ViewstampedReplica replica)
    {
        var buffer = new ArrayBufferWriter<byte>();
        replica.Walk(new CanonicalWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }
}
