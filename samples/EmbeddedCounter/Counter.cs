using System.Buffers;
using System.Buffers.Binary;
using Quorate;

namespace EmbeddedCounter;

/// <summary>
/// The replicated state: one number. An operation is the eight bytes of what to add; the reply is the new value.
/// </summary>
internal sealed class Counter : IStateMachine
{
    private long _value;

    public AgreedTime? NextDeadline => null;

    public static byte[] Encode(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    public static long Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        // What was submitted may be malformed; every replica must then do the same nothing.
        _value += operation.Length == sizeof(long) ? Decode(operation) : 0;
        reply.Write(Encode(_value));
    }

    public void Pulse(in OperationContext context)
    {
    }

    public IStateSnapshot Snapshot() => new CounterSnapshot(_value);

    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks) => _value = Decode(chunks.Single().Span);
}
