using System.Buffers;

namespace Quorate.Tests;

internal sealed class LedgerSnapshot(ulong count, ulong hash) : IStateSnapshot
{
    public ulong Count { get; } = count;

    public Checksum Digest => Checksum.Of(Encode());

    public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply) => reply.Write(Encode());

    public IEnumerable<ReadOnlyMemory<byte>> Chunks() => [Encode()];

    private byte[] Encode()
    {
        var bytes = new byte[2 * sizeof(ulong)];
        var writer = new SpanWriter(bytes);
        writer.U64(Count);
        writer.U64(hash);
        return bytes;
    }
}
