using System.Buffers;
using System.Buffers.Binary;

namespace Quorate.Broadcast.Tests;

/// <summary>
/// Appends each operation to a list; replies with its place. Queries answer the number of operations.
/// </summary>
internal sealed class AppendMachine : IStateMachine
{
    private List<byte[]> _applied = [];
    private Checksum _digest;

    internal IReadOnlyList<byte[]> Applied => _applied;

    public AgreedTime? NextDeadline { get; set; }

    internal int Pulses { get; private set; }

    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        _applied.Add(operation.ToArray());
        _digest = new Checksum((_digest.Value * 31) + Checksum.Of(operation).Value);
        BinaryPrimitives.WriteInt32LittleEndian(reply.GetSpan(4), _applied.Count);
        reply.Advance(4);
    }

    public void Pulse(in OperationContext context)
    {
        Pulses++;
        NextDeadline = null;
    }

    public IStateSnapshot Snapshot() => new Frozen([.. _applied], _digest);

    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        _applied = [];
        _digest = default;
        foreach (var chunk in chunks)
        {
            var operation = chunk.ToArray();
            _applied.Add(operation);
            _digest = new Checksum((_digest.Value * 31) + Checksum.Of(operation).Value);
        }
    }

    private sealed class Frozen(IReadOnlyList<byte[]> applied, Checksum digest) : IStateSnapshot
    {
        public Checksum Digest { get; } = digest;

        public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply)
        {
            BinaryPrimitives.WriteInt32LittleEndian(reply.GetSpan(4), applied.Count);
            reply.Advance(4);
        }

        public IEnumerable<ReadOnlyMemory<byte>> Chunks() => applied.Select(bytes => (ReadOnlyMemory<byte>)bytes);
    }
}
