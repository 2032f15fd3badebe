namespace Quorate.Broadcast.Tests;

internal sealed class TestCall : PendingCall
{
    internal CallOutcome? Outcome { get; private set; }

    /// <summary>The incarnation that it was submitted to; its caller died with it.</summary>
    internal (int Replica, Incarnation Incarnation) Home { get; init; }

    internal byte[] Reply { get; private set; } = [];

    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        Assert.Null(Outcome);
        Outcome = outcome;
        Reply = reply.ToArray();
    }

    internal bool IsForgotten(TestCluster cluster) => cluster[Home.Replica].Disk.Incarnation != Home.Incarnation;
}
