using System.Buffers;

namespace Quorate.Tests;

public sealed class TypedStateMachineTests
{
    [Fact]
    public void CounterRunsOnTheExecutorAndMovesInACheckpoint()
    {
        var (machine, executor, log) = Started();
        executor.Enqueue(log.Register(1));
        executor.Enqueue(log.Normal(Add(1, 5), Add(2, -2)));
        executor.Enqueue(log.Make(EntryKind.NoOp, EntryFlags.Checkpoint, []));
        executor.Run(100);
        var taken = executor.TakeCheckpoint()!;
        var (other, target, _) = Started();
        target.Load(taken.Reference, taken.Chunks);
        Assert.Equal((3L, 3L), (machine.Value, other.Value));
        Assert.Equal(3L, Answer(target.LatestSnapshot(out _), "?"u8));
    }

    [Fact]
    public void SnapshotKeepsItsAnswer()
    {
        var (_, executor, log) = Started();
        executor.Enqueue(log.Register(1));
        executor.Enqueue(log.Normal(Add(1, 5)));
        executor.Run(100);
        var before = executor.LatestSnapshot(out _);
        executor.Enqueue(log.Normal(Add(2, 5)));
        executor.Run(100);
        Assert.Equal(5L, Answer(before, "?"u8));
        Assert.Equal(10L, Answer(executor.LatestSnapshot(out _), "?"u8));
    }

    [Fact]
    public void BytesThatAreNoOperationGetTheirOwnReplyAndChangeNothing()
    {
        var machine = new Counter();
        var reply = new ArrayBufferWriter<byte>();
        machine.Apply(default, [1, 2, 3], reply);
        Assert.Equal(Counter.Malformed, BitConverter.ToInt64(reply.WrittenSpan));
        Assert.Equal(0, machine.Value);
        Assert.Equal(Counter.Malformed, Answer(machine.Snapshot(), "what?"u8));
    }

    private static (Counter Machine, Executor Executor, LogWriter Log) Started()
    {
        var machine = new Counter();
        var sessions = new SessionTable(new SessionTableOptions());
        return (machine, new Executor(machine, sessions, new RecordingSink()), new LogWriter());
    }

    private static EntryItem Add(ulong number, long amount) =>
        EntryItem.Create(new SessionId(1), new RequestNumber(number), BitConverter.GetBytes(amount));

    private static long Answer(IStateSnapshot snapshot, ReadOnlySpan<byte> query)
    {
        var answer = new ArrayBufferWriter<byte>();
        snapshot.Query(query, answer);
        return BitConverter.ToInt64(answer.WrittenSpan);
    }

    private sealed class Counter() : TypedStateMachine<long, long, bool, long>(
        new LongCodec(), new LongCodec(), new QuestionCodec(), new LongCodec())
    {
        public const long Malformed = long.MinValue;

        public long Value { get; private set; }

        public override void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks) =>
            Value = BitConverter.ToInt64(chunks.Single().Span);

        protected override long Apply(in OperationContext context, long operation) => Value += operation;

        protected override long ApplyMalformed(in OperationContext context) => Malformed;

        protected override ITypedSnapshot<bool, long> TakeSnapshot() => new State(Value);

        private sealed class State(long value) : ITypedSnapshot<bool, long>
        {
            public Checksum Digest => Checksum.Of(BitConverter.GetBytes(value));

            public long Answer(bool query) => value;

            public long AnswerMalformed() => Malformed;

            public IEnumerable<ReadOnlyMemory<byte>> Chunks() => [BitConverter.GetBytes(value)];
        }
    }

    private sealed class LongCodec : ICodec<long>
    {
        public void Write(long value, IBufferWriter<byte> destination) => destination.Write(
            BitConverter.GetBytes(value));

        public bool TryRead(ReadOnlySpan<byte> source, out long value)
        {
            value = source.Length == sizeof(long) ? BitConverter.ToInt64(source) : 0;
            return source.Length == sizeof(long);
        }
    }

    private sealed class QuestionCodec : ICodec<bool>
    {
        public void Write(bool value, IBufferWriter<byte> destination) => destination.Write("?"u8);

        public bool TryRead(ReadOnlySpan<byte> source, out bool value) => value = source.SequenceEqual("?"u8);
    }
}
