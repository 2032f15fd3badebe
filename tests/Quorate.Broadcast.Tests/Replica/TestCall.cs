namespace Quorate.Broadcast.Tests;

internal sealed class TestCall : PendingCall
{
    internal CallOutcome? Outcome { get; private set; }

    internal byte[] Reply { get; private set; } = [];

    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        Assert.Null(Outcome);
        Outcome = outcome;
        Reply = reply.ToArray();
    }
}
