namespace Quorate.Tests;

/// <summary>Random histories against a model that keeps everything and looks everything up the slow way.</summary>
public sealed class SessionModelTests
{
    private const int SessionsMax = 3;
    private const int RepliesMax = 5;
    private static readonly SessionTableOptions _options = new() { SessionsMax = SessionsMax, RepliesMax = RepliesMax };

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    public void EveryOutcomeIsTheModels(ulong seed)
    {
        var random = new Prng(seed);
        var rig = new ExecutorRig(_options);
        var sessions = new List<ModelSession>();
        var everRegistered = new List<SessionId> { new(1_000_000) };
        for (var step = 0; step < 2_000; step++)
        {
            if (random.Below(25) == 0)
            {
                Register(rig, sessions, everRegistered, (ulong)random.Below(6));
            }
            else if (random.Below(60) == 0)
            {
                rig = Reloaded(rig);
            }
            else
            {
                var session = everRegistered[random.Below(everRegistered.Count)];
                var known = sessions.Find(each => each.Id == session);
                var number = Math.Max(0, (long)(known?.Replies.Count ?? 0) + random.Between(-7, 2));
                var operation = random.Below(10) == 0 ? "other" : $"n{number}";
                Execute(rig, known, session, (ulong)number, operation, $"seed {seed} step {step}");
            }
        }

        Assert.Equal(sessions.Select(each => (ulong)each.Replies.Count), sessions.Select(
            each => rig.Executor.Sessions.LastExecuted(each.Id).Value));
    }

    private static void Register(
        ExecutorRig rig, List<ModelSession> sessions, List<SessionId> everRegistered, ulong client)
    {
        var id = rig.Register(client);
        if (sessions.Exists(each => each.Client == client))
        {
            Assert.Equal(sessions.Find(each => each.Client == client)!.Id, id);
            return;
        }

        if (sessions.Count == SessionsMax)
        {
            sessions.Remove(sessions.MinBy(each => (each.LastOp, each.Id.Value))!);
        }

        sessions.Add(new ModelSession { Id = id, Client = client, LastOp = id.Value });
        everRegistered.Add(id);
        Assert.Equal(sessions.Count, rig.Executor.Sessions.Count);
    }

    private static void Execute(
        ExecutorRig rig, ModelSession? session, SessionId id, ulong number, string text, string place)
    {
        var applied = rig.Machine.Count;
        var done = rig.Execute(id, number, text);
        var last = (ulong)(session?.Replies.Count ?? 0);
        var expected =
            session is null ? ExecutionOutcome.UnknownSession
            : number == last + 1 ? ExecutionOutcome.Executed
            : number > last ? ExecutionOutcome.Gap
            : number == 0 || number + RepliesMax <= last ? ExecutionOutcome.ReplyForgotten
            : session.Replies[(int)number - 1].Text == text ? ExecutionOutcome.Duplicate
            : ExecutionOutcome.NumberReused;
        Assert.True(expected == done.Outcome, $"{place}: {done.Outcome} instead of {expected}");
        Assert.Equal(applied + (expected == ExecutionOutcome.Executed ? 1UL : 0), rig.Machine.Count);
        if (expected == ExecutionOutcome.Executed)
        {
            session!.LastOp = done.Op.Value;
            session.Replies.Add((text, Convert.ToHexString(done.Reply.Span)));
        }
        else if (expected == ExecutionOutcome.Duplicate)
        {
            Assert.Equal(session!.Replies[(int)number - 1].Reply, Convert.ToHexString(done.Reply.Span));
        }
    }

    // Continues from a checkpoint in a new executor, with the same log.
    private static ExecutorRig Reloaded(ExecutorRig rig)
    {
        var taken = rig.Checkpoint();
        var next = new ExecutorRig(_options, log: rig.Log);
        next.Executor.Load(taken.Reference, taken.Chunks);
        Assert.Equal(rig.Executor.Sessions.Digest, next.Executor.Sessions.Digest);
        return next;
    }

    private sealed class ModelSession
    {
        public required SessionId Id { get; init; }

        public required ulong Client { get; init; }

        public required ulong LastOp { get; set; }

        public List<(string Text, string Reply)> Replies { get; } = [];
    }
}
