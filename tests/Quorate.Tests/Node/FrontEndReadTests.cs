namespace Quorate.Tests;

public sealed class FrontEndReadTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public void ReadsOfOneTurnShareACookieAndASnapshot()
    {
        var rig = new NodeRig().Start();
        rig.Submit("a");
        rig.Settle();
        var reads = Enumerable.Range(0, 5).Select(_ => rig.Read()).ToArray();
        rig.Settle();
        Assert.Single(rig.Core.Events.OfType<ReadRequested>());
        Assert.All(reads, read => Assert.Same(reads[0].State, read.State));
        Assert.Equal(1UL, Assert.IsType<LedgerSnapshot>(reads[0].State).Count);
        Assert.Equal(0, rig.FrontEnd.WaitingReads);
    }

    [Fact]
    public void ReadWaitsUntilWhatWasConfirmedIsExecuted()
    {
        var rig = new NodeRig().Start();
        rig.Submit("first");
        rig.Settle();
        rig.Submit("a");
        rig.Node.EndTurn();
        var read = rig.Read();
        rig.Node.EndTurn();
        Assert.Equal(0, read.Answers);
        rig.Node.RunExecutor(10);
        Assert.Equal(1, read.Answers);
        Assert.Equal(new OpNumber(3), read.Op);
        Assert.Equal(2UL, Assert.IsType<LedgerSnapshot>(read.State).Count);
    }

    [Fact]
    public void LostReadIsAskedAgainUnderANewCookie()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesReads = true;
        var reads = new[] { rig.Read(), rig.Read() };
        rig.Settle();
        rig.Core.LosesReads = false;
        rig.Pass(_second);
        rig.Settle();
        Assert.All(reads, read => Assert.Equal(1, read.Answers));
        Assert.Equal(2, rig.Core.Events.OfType<ReadRequested>().Select(read => read.Cookie).Distinct().Count());
    }

    [Fact]
    public void UnconfirmedReadsAreAskedAgainInANewView()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesReads = true;
        var first = rig.Read();
        rig.Settle();
        var second = rig.Read();
        rig.Settle();
        rig.Core.LosesReads = false;
        rig.Core.View++;
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Settle();
        Assert.Equal((1, 1), (first.Answers, second.Answers));
        Assert.Equal(3, rig.Core.Events.OfType<ReadRequested>().Count());
    }

    [Fact]
    public void ConfirmationOfALaterQuestionAnswersTheEarlierOnes()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesReads = true;
        var first = rig.Read();
        rig.Settle();
        rig.Core.LosesReads = false;
        var second = rig.Read();
        rig.Settle();
        Assert.Equal((1, 1), (first.Answers, second.Answers));
    }

    [Fact]
    public void AnswerToASupersededQuestionIsIgnored()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesReads = true;
        var read = rig.Read();
        rig.Settle();
        rig.Pass(_second);
        rig.Settle();
        rig.FrontEnd.OnReadReady(new Cookie(1), OpNumber.Zero);
        rig.Settle();
        Assert.Equal(0, read.Answers);
        rig.FrontEnd.OnReadReady(new Cookie(2), OpNumber.Zero);
        rig.Settle();
        Assert.Equal(1, read.Answers);
    }

    [Fact]
    public void ReadFailsAtItsDeadline()
    {
        var rig = new NodeRig().Start();
        rig.Core.LosesReads = true;
        var (hasty, patient) = (rig.Read(_second), rig.Read());
        rig.Settle();
        Assert.True(rig.Node.NextDeadline <= rig.Now.After(_second));
        rig.Pass(_second);
        rig.Core.LosesReads = false;
        rig.Settle();
        Assert.True(hasty.HasFailed);
        Assert.Equal(1, patient.Answers);
        Assert.Equal(0, rig.FrontEnd.WaitingReads);
    }

    [Fact]
    public void ReadsBeyondTheBoundFail()
    {
        var rig = new NodeRig(new FrontEndOptions { ReadsMax = 2 }).Start();
        var reads = new[] { rig.Read(), rig.Read(), rig.Read() };
        Assert.True(reads[2].HasFailed);
        rig.Settle();
        Assert.Equal((1, 1, 0), (reads[0].Answers, reads[1].Answers, reads[2].Answers));
    }
}
