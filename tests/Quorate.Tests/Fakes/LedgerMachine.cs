using System.Buffers;

namespace Quorate.Tests;

/// <summary>Counts and hashes what it applies: any lost, doubled or reordered operation changes its digest.</summary>
internal sealed class LedgerMachine : IStateMachine
{
    private readonly List<OperationContext> _applied = [];
    private ulong _count;
    private ulong _hash;

    public IReadOnlyList<OperationContext> Applied => _applied;

    public bool KeepsContexts { get; init; } = true;

    public ulong Count => _count;

    public int Pulses { get; private set; }

    public int SnapshotsMade { get; private set; }

    public AgreedTime? NextDeadline { get; set; }

    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        if (operation.SequenceEqual("fail"u8))
        {
            throw new InvalidOperationException("the machine is broken");
        }

        if (KeepsContexts)
        {
            _applied.Add(context);
        }

        _count++;
        _hash = (_hash * 31) + EntryItem.DigestOf(operation);
        var room = reply.GetSpan(operation.Length + sizeof(ulong));
        var writer = new SpanWriter(room);
        writer.U64(_count);
        writer.Bytes(operation);
        reply.Advance(writer.Position);
    }

    public void Pulse(in OperationContext context)
    {
        Assert.Equal(SessionId.Zero, context.Session);
        Pulses++;
    }

    public IStateSnapshot Snapshot()
    {
        SnapshotsMade++;
        return new LedgerSnapshot(_count, _hash);
    }

    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var bytes = Assert.Single(chunks);
        var reader = new SpanReader(bytes.Span);
        _count = reader.U64();
        _hash = reader.U64();
        if (!reader.IsComplete)
        {
            throw new FormatException("not a ledger");
        }
    }
}
