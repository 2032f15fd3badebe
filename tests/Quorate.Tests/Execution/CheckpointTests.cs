namespace Quorate.Tests;

public sealed class CheckpointTests
{
    [Fact]
    public void SessionsAndStateMoveTogether()
    {
        var source = Filled(out var session);
        var taken = source.Checkpoint();
        var target = new ExecutorRig();
        target.Executor.Load(taken.Reference, taken.Chunks);
        Assert.Equal(source.Executor.Executed, target.Executor.Executed);
        Assert.Equal(source.Executor.Sessions.Digest, target.Executor.Sessions.Digest);
        Assert.Equal(source.Machine.Count, target.Machine.Count);

        // The same next entries give the same outcomes, replies and checkpoint on both.
        foreach (var entry in Continuation(source.Log, session))
        {
            source.Run(entry);
            target.Run(entry);
        }

        Assert.Equal(ExecutionOutcome.Duplicate, target.Sink.Completions[0].Outcome);
        Assert.Equal(ExecutionOutcome.Executed, target.Sink.Completions[1].Outcome);
        Assert.Equal(
            source.Sink.Completions.TakeLast(2).Select(completion => Convert.ToHexString(completion.Reply.Span)),
            target.Sink.Completions.Select(completion => Convert.ToHexString(completion.Reply.Span)));
        var last = source.Log.Make(EntryKind.NoOp, EntryFlags.Checkpoint, []);
        source.Run(last);
        target.Run(last);
        var (left, right) = (source.Executor.TakeCheckpoint()!, target.Executor.TakeCheckpoint()!);
        Assert.Equal(left.Reference, right.Reference);
        Assert.Equal(Bytes(left.Chunks), Bytes(right.Chunks));
    }

    [Fact]
    public void LoadReplacesEverythingThatWasThere()
    {
        var source = Filled(out _);
        var taken = source.Checkpoint();
        var target = new ExecutorRig();
        var stale = target.Register(77);
        target.Execute(stale, 1, "stale");
        target.Executor.EnqueueInstall(taken.Reference, taken.Chunks);
        Assert.False(target.Executor.Run(1));
        Assert.Equal(taken.Reference, target.Executor.TakeInstalled());
        Assert.Null(target.Executor.TakeInstalled());
        Assert.Equal(source.Executor.Sessions.Digest, target.Executor.Sessions.Digest);
        Assert.False(target.Executor.Sessions.TryFindClient(LogWriter.ClientId(77), out _));
    }

    [Fact]
    public void CheckpointIsTakenAtItsOpWhateverIsQueuedBehind()
    {
        var rig = Filled(out var session);
        var count = rig.Machine.Count;
        rig.Executor.Enqueue(rig.Log.Make(EntryKind.NoOp, EntryFlags.Checkpoint, []));
        rig.Executor.Enqueue(rig.Log.Normal(LogWriter.Item(session, 31, "later")));
        Assert.True(rig.Executor.Run(100));
        var taken = rig.Executor.TakeCheckpoint()!;
        Assert.False(rig.Executor.Run(100));
        var target = new ExecutorRig();
        target.Executor.Load(taken.Reference, taken.Chunks);
        Assert.Equal(count, target.Machine.Count);
        Assert.Equal(count + 1, rig.Machine.Count);
    }

    [Fact]
    public void ALargeReplySpansChunksOfBoundedSize()
    {
        var rig = new ExecutorRig();
        var session = rig.Register(1);
        rig.Execute(session, 1, new string('x', 700_000));
        var taken = rig.Checkpoint();
        Assert.All(taken.Chunks, chunk => Assert.InRange(chunk.Length, 1, ChunkPacker.ChunkBytesMax));
        var target = new ExecutorRig();
        target.Executor.Load(taken.Reference, taken.Chunks);
        Assert.True(target.Executor.Sessions.TryGetReply(session, new RequestNumber(1), out var reply));
        Assert.Equal(700_008, reply.Reply.Length);
    }

    [Fact]
    public void AForeignDigestIsRefused()
    {
        var taken = Filled(out _).Checkpoint();
        var other = taken.Reference with { StateDigest = new Checksum(1) };
        Assert.Throws<FormatException>(() => new ExecutorRig().Executor.Load(other, taken.Chunks));
    }

    [Fact]
    public void ACheckpointOfAnotherOpIsRefused()
    {
        var taken = Filled(out _).Checkpoint();
        var other = taken.Reference with { Op = taken.Reference.Op.Next };
        Assert.Throws<FormatException>(() => new ExecutorRig().Executor.Load(other, taken.Chunks));
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        var taken = Filled(out _).Checkpoint();
        var chunks = taken.Chunks.ToArray();
        for (var whole = 0; whole < chunks.Length - 1; whole++)
        {
            for (var length = 0; length < chunks[whole].Length; length += 7)
            {
                var cut = chunks.Take(whole).Append(chunks[whole][..length]);
                Assert.Throws<FormatException>(() => new ExecutorRig().Executor.Load(taken.Reference, cut));
            }
        }
    }

    [Fact]
    public void EveryAlteredSessionByteIsRefused()
    {
        var taken = Filled(out _).Checkpoint();
        var chunks = taken.Chunks.Select(chunk => chunk.ToArray()).ToArray();
        for (var position = 0; position < chunks[1].Length; position++)
        {
            chunks[1][position] ^= 0x10;
            var altered = chunks.Select(chunk => new ReadOnlyMemory<byte>(chunk));
            Assert.Throws<FormatException>(() => new ExecutorRig().Executor.Load(taken.Reference, altered));
            chunks[1][position] ^= 0x10;
        }
    }

    [Fact]
    public void MoreSessionsThanAllowedAreRefused()
    {
        var taken = Filled(out _).Checkpoint();
        var small = new ExecutorRig(new SessionTableOptions { SessionsMax = 1 });
        Assert.Throws<FormatException>(() => small.Executor.Load(taken.Reference, taken.Chunks));
    }

    private static IEnumerable<Entry> Continuation(LogWriter log, SessionId session) =>
        [log.Normal(LogWriter.Item(session, 30, "a30")), log.Normal(LogWriter.Item(session, 31, "a31"))];

    private static byte[] Bytes(IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        chunks.SelectMany(chunk => chunk.ToArray()).ToArray();

    private static ExecutorRig Filled(out SessionId session)
    {
        var rig = new ExecutorRig();
        session = rig.Register(1);
        var other = rig.Register(2);
        for (var number = 1UL; number <= 30; number++)
        {
            rig.Execute(session, number, $"a{number}");
            rig.Execute(other, number, $"b{number}");
        }

        return rig;
    }
}
