using System.Buffers;
using System.Runtime.InteropServices;

namespace Quorate.Simulation;

/// <summary>An immutable state of <see cref="AppendIncrementMachine"/>: three words a register.</summary>
internal sealed class RegisterSnapshot(ulong[] words) : IStateSnapshot
{
    /// <inheritdoc/>
    public Checksum Digest => Checksum.Of(MemoryMarshal.AsBytes(words.AsSpan()));

    /// <inheritdoc/>
    public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (query.Length != RegisterOperation.Length || query[0] != RegisterOperation.Query
            || query[1] >= AppendIncrementMachine.Registers)
        {
            return;
        }

        reply.Write(
            MemoryMarshal.AsBytes(words.AsSpan(query[1] * AppendIncrementMachine.Words, AppendIncrementMachine.Words)));
    }

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        // Two chunks, so that a transfer of the smallest state already has a middle.
        var bytes = MemoryMarshal.AsBytes(words.AsSpan()).ToArray();
        yield return bytes.AsMemory(0, bytes.Length / 2);
        yield return bytes.AsMemory(bytes.Length / 2);
    }
}
