namespace Quorate.Tests;

public sealed class SessionDigestTests
{
    [Fact]
    public void EqualHistoriesHaveEqualDigestsAndChunks()
    {
        var left = Filled(out _);
        var right = Filled(out _);
        Assert.Equal(left.Digest, right.Digest);
        Assert.Equal(Bytes(left.Snapshot()), Bytes(right.Snapshot()));
    }

    [Fact]
    public void EveryChangeOfTheTableChangesItsDigest()
    {
        var rig = new ExecutorRig();
        var seen = new List<Checksum> { rig.Executor.Sessions.Digest };
        var session = rig.Register(1);
        seen.Add(rig.Executor.Sessions.Digest);
        rig.Register(2);
        seen.Add(rig.Executor.Sessions.Digest);
        rig.Execute(session, 1, "a");
        seen.Add(rig.Executor.Sessions.Digest);
        rig.Execute(session, 2, "a");
        seen.Add(rig.Executor.Sessions.Digest);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public void SnapshotDoesNotChangeWhenTheTableGoesOn()
    {
        var table = Filled(out var rig);
        var snapshot = table.Snapshot();
        var before = Bytes(snapshot);
        rig.Execute(new SessionId(1), 51, "later");
        rig.Register(9);
        Assert.Equal(before, Bytes(snapshot));
        Assert.NotEqual(before, Bytes(table.Snapshot()));
    }

    [Fact]
    public void LookUpsAllocateNothing()
    {
        var table = Filled(out _);
        var sessions = new SessionId[] { new(1), new(2), new(3) };
        Ask(table, sessions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(table, sessions);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Ask(SessionTable table, SessionId[] sessions)
    {
        for (var round = 0; round < 100; round++)
        {
            foreach (var session in sessions)
            {
                table.Contains(session);
                table.LastExecuted(session);
                table.TryGetReply(session, new RequestNumber(1), out _);
            }
        }
    }

    private static byte[] Bytes(SessionSnapshot snapshot) =>
        snapshot.Chunks().SelectMany(chunk => chunk.ToArray()).ToArray();

    private static SessionTable Filled(out ExecutorRig rig)
    {
        rig = new ExecutorRig();
        var sessions = new[] { rig.Register(1), rig.Register(2) };
        for (var number = 1UL; number <= 50; number++)
        {
            rig.Execute(sessions[0], number, $"a{number}");
            rig.Execute(sessions[1], number, $"b{number}");
        }

        return rig.Executor.Sessions;
    }
}
