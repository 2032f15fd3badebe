using System.Text;

namespace Quorate.Tests;

public sealed class ExactlyOnceTests
{
    private readonly ExecutorRig _rig = new();

    [Fact]
    public void SessionIsNamedByTheOpOfItsRegistration()
    {
        _rig.Run(_rig.Log.Make(EntryKind.NoOp, EntryFlags.None, []));
        Assert.Equal(new SessionId(2), _rig.Register(1));
        Assert.True(_rig.Executor.Sessions.Contains(new SessionId(2)));
    }

    [Fact]
    public void RegisteringAClientTwiceKeepsItsSession()
    {
        var first = _rig.Register(1);
        Assert.Equal(first, _rig.Register(1));
        Assert.Equal(1, _rig.Executor.Sessions.Count);
    }

    [Fact]
    public void RegisterEntryWithAMalformedClientIdRegistersNothing()
    {
        _rig.Run(_rig.Log.Make(
            EntryKind.Register, EntryFlags.None, [LogWriter.Item(SessionId.Zero, 0, "fifteen bytes..")]));
        Assert.Empty(_rig.Sink.Registrations);
        Assert.Equal(0, _rig.Executor.Sessions.Count);
    }

    [Fact]
    public void RegisterEntryWithTwoItemsRegistersOnlyTheFirst()
    {
        var items = new[] { 1UL, 2UL }.Select(client =>
            EntryItem.Create(SessionId.Zero, RequestNumber.Zero, LogWriter.ClientId(client)));
        _rig.Run(_rig.Log.Make(EntryKind.Register, EntryFlags.None, items));
        Assert.Equal(1, _rig.Executor.Sessions.Count);
    }

    [Fact]
    public void NextNumberRunsAndAdvancesTheSession()
    {
        var session = _rig.Register(1);
        var completion = _rig.Execute(session, 1, "a");
        Assert.Equal(ExecutionOutcome.Executed, completion.Outcome);
        Assert.Equal(1UL, _rig.Machine.Count);
        Assert.Equal(new RequestNumber(1), _rig.Executor.Sessions.LastExecuted(session));
        Assert.Equal("a", Encoding.UTF8.GetString(completion.Reply.Span[8..]));
    }

    [Fact]
    public void RepeatedNumberReturnsTheStoredReplyAndRunsNothing()
    {
        var session = _rig.Register(1);
        var first = _rig.Execute(session, 1, "a");
        _rig.Execute(session, 2, "b");
        var again = _rig.Execute(session, 1, "a");
        Assert.Equal(ExecutionOutcome.Duplicate, again.Outcome);
        Assert.Equal(first.Op, again.Op);
        Assert.Equal(first.Reply.ToArray(), again.Reply.ToArray());
        Assert.Equal(2UL, _rig.Machine.Count);
        Assert.Equal(new RequestNumber(2), _rig.Executor.Sessions.LastExecuted(session));
    }

    [Fact]
    public void RepetitionWithinOneEntryRunsOnce()
    {
        var session = _rig.Register(1);
        _rig.Run(_rig.Log.Normal(
            LogWriter.Item(session, 1, "a"), LogWriter.Item(session, 1, "a"), LogWriter.Item(session, 2, "b")));
        Assert.Equal(2UL, _rig.Machine.Count);
        Assert.Equal(
            [ExecutionOutcome.Executed, ExecutionOutcome.Duplicate, ExecutionOutcome.Executed],
            _rig.Sink.Completions.Select(completion => completion.Outcome));
    }

    [Fact]
    public void NumberUsedAgainWithOtherBytesIsRefused()
    {
        var session = _rig.Register(1);
        _rig.Execute(session, 1, "a");
        var reused = _rig.Execute(session, 1, "b");
        Assert.Equal(ExecutionOutcome.NumberReused, reused.Outcome);
        Assert.Equal(1UL, _rig.Machine.Count);
    }

    [Fact]
    public void GapIsRefusedAndDoesNotAdvanceTheSession()
    {
        var session = _rig.Register(1);
        var before = _rig.Executor.Sessions.Digest;
        var gap = _rig.Execute(session, 2, "b");
        Assert.Equal(ExecutionOutcome.Gap, gap.Outcome);
        Assert.Equal(0UL, _rig.Machine.Count);
        Assert.Equal(before, _rig.Executor.Sessions.Digest);
        Assert.Equal(ExecutionOutcome.Executed, _rig.Execute(session, 1, "a").Outcome);
        Assert.Equal(ExecutionOutcome.Executed, _rig.Execute(session, 2, "b").Outcome);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(99UL)]
    [InlineData(ulong.MaxValue)]
    public void UnknownSessionIsRefused(ulong session)
    {
        _rig.Register(1);
        Assert.Equal(ExecutionOutcome.UnknownSession, _rig.Execute(new SessionId(session), 1, "a").Outcome);
        Assert.Equal(0UL, _rig.Machine.Count);
    }

    [Fact]
    public void NumberZeroNeverRuns()
    {
        var session = _rig.Register(1);
        Assert.Equal(ExecutionOutcome.ReplyForgotten, _rig.Execute(session, 0, "a").Outcome);
        Assert.Equal(0UL, _rig.Machine.Count);
    }

    [Fact]
    public void OnlyTheLastRepliesAreKept()
    {
        var rig = new ExecutorRig(new SessionTableOptions { RepliesMax = 3 });
        var session = rig.Register(1);
        for (var number = 1UL; number <= 40; number++)
        {
            rig.Execute(session, number, $"v{number}");
        }

        Assert.Equal(ExecutionOutcome.ReplyForgotten, rig.Execute(session, 37, "v37").Outcome);
        Assert.Equal(ExecutionOutcome.Duplicate, rig.Execute(session, 38, "v38").Outcome);
        Assert.Equal(ExecutionOutcome.Duplicate, rig.Execute(session, 40, "v40").Outcome);
        Assert.Equal(40UL, rig.Machine.Count);
    }

    [Fact]
    public void RepliesAreCappedInBytesButTheNewestIsKept()
    {
        var rig = new ExecutorRig(new SessionTableOptions { ReplyBytesMax = 100 });
        var session = rig.Register(1);
        rig.Execute(session, 1, new string('a', 60));
        rig.Execute(session, 2, new string('b', 60));
        Assert.Equal(ExecutionOutcome.ReplyForgotten, rig.Execute(session, 1, new string('a', 60)).Outcome);
        rig.Execute(session, 3, new string('c', 100_000));
        var kept = rig.Execute(session, 3, new string('c', 100_000));
        Assert.Equal(ExecutionOutcome.Duplicate, kept.Outcome);
        Assert.Equal(100_008, kept.Reply.Length);
    }
}
