namespace Quorate.Tests;

internal sealed class TestRead : PendingRead
{
    public IStateSnapshot? State { get; private set; }

    public OpNumber Op { get; private set; }

    public int Answers { get; private set; }

    public bool HasFailed { get; private set; }

    public override void Ready(IStateSnapshot state, OpNumber op)
    {
        State = state;
        Op = op;
        Answers++;
    }

    public override void Failed()
    {
        Assert.Equal(0, Answers);
        Assert.False(HasFailed);
        HasFailed = true;
    }
}
