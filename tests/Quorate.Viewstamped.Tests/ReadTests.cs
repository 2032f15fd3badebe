namespace Quorate.Viewstamped.Tests;

public sealed class ReadTests
{
    // viewstamped.md V6: found by a second reading of the first version, which let the reader take the op for a commit
    // number.
    [Fact]
    public void AReadAtANewPrimaryDoesNotExecuteWhatItInheritedUncommitted()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(200);
        cluster.Lose = (_, _, message) => message is PrepareOk;
        cluster.Submit(0, 2);
        cluster.Run(20);
        cluster[0].Crash();
        cluster.Run(1500);
        Assert.Equal(new ReplicaId(1), cluster.Primary.Core.State.Self);

        var read = cluster.Read(2);
        cluster.Run(200);
        Assert.Null(read.Seen);
        Assert.Single(cluster[2].Machine.Applied);

        cluster.Lose = null;
        cluster.Run(500);
        Assert.Equal(2, read.Seen);
    }
}
