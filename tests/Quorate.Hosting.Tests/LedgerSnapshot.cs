using System.Buffers;
using System.Text;

namespace Quorate.Hosting.Tests;

/// <summary>The lines at one moment.</summary>
internal sealed class LedgerSnapshot(IReadOnlyList<string> lines) : IStateSnapshot
{
    public IReadOnlyList<string> Lines => lines;

    public Checksum Digest => Checksum.Of(Encoded);

    private byte[] Encoded => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply) => reply.Write(Encoded);

    public IEnumerable<ReadOnlyMemory<byte>> Chunks() =>
        Encoded.Chunk(100 << 10).Select(chunk => new ReadOnlyMemory<byte>(chunk));
}
