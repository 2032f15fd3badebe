namespace Quorate.Tests;

public sealed class EvictionTests
{
    private static readonly SessionTableOptions _three = new() { SessionsMax = 3 };

    [Fact]
    public void SessionWithTheLowestLastOpIsEvicted()
    {
        var rig = new ExecutorRig(_three);
        var sessions = new[] { rig.Register(1), rig.Register(2), rig.Register(3) };
        rig.Execute(sessions[0], 1, "a");
        rig.Execute(sessions[2], 1, "c");
        rig.Register(4);
        Assert.Equal([sessions[1]], rig.Sink.Evictions);
        Assert.False(rig.Executor.Sessions.Contains(sessions[1]));
        Assert.Equal(ExecutionOutcome.UnknownSession, rig.Execute(sessions[1], 1, "b").Outcome);
        Assert.Equal(ExecutionOutcome.Executed, rig.Execute(sessions[0], 2, "a").Outcome);
    }

    [Fact]
    public void OfEquallyIdleSessionsTheOldestIsEvicted()
    {
        var rig = new ExecutorRig(_three);
        var sessions = new[] { rig.Register(1), rig.Register(2), rig.Register(3) };
        rig.Run(rig.Log.Normal(
            LogWriter.Item(sessions[2], 1, "c"), LogWriter.Item(sessions[1], 1, "b"),
            LogWriter.Item(sessions[0], 1, "a")));
        rig.Register(4);
        Assert.Equal([sessions[0]], rig.Sink.Evictions);
    }

    [Fact]
    public void RefusedRequestsDoNotKeepASessionAlive()
    {
        var rig = new ExecutorRig(_three);
        var sessions = new[] { rig.Register(1), rig.Register(2), rig.Register(3) };
        rig.Execute(sessions[1], 1, "b");
        rig.Execute(sessions[2], 1, "c");
        rig.Execute(sessions[0], 7, "gap");
        rig.Register(4);
        Assert.Equal([sessions[0]], rig.Sink.Evictions);
    }

    [Fact]
    public void EvictedClientMayRegisterAnew()
    {
        var rig = new ExecutorRig(new SessionTableOptions { SessionsMax = 1 });
        var first = rig.Register(1);
        rig.Register(2);
        var again = rig.Register(1);
        Assert.NotEqual(first, again);
        Assert.Equal(ExecutionOutcome.Executed, rig.Execute(again, 1, "a").Outcome);
        Assert.Equal(ExecutionOutcome.UnknownSession, rig.Execute(first, 1, "a").Outcome);
    }
}
