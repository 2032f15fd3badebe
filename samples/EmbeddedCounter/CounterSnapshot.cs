using System.Buffers;
using Quorate;

namespace EmbeddedCounter;

/// <summary>The number at one moment; every query is answered with it.</summary>
internal sealed class CounterSnapshot(long value) : IStateSnapshot
{
    public Checksum Digest => Checksum.Of(Counter.Encode(value));

    public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply) => reply.Write(Counter.Encode(value));

    public IEnumerable<ReadOnlyMemory<byte>> Chunks() => [Counter.Encode(value)];
}
