using System.Buffers;

namespace Quorate;

/// <summary>
/// An immutable state at one op-number; safe to read from any thread, for as long as it is referenced.
/// </summary>
public interface IStateSnapshot
{
    /// <summary>Digest of the whole state: equal on all replicas at the same op-number. Cheap to ask for.</summary>
    Checksum Digest { get; }

    /// <summary>Answers a read-only query.</summary>
    /// <param name="query">The query's bytes; never null, possibly malformed.</param>
    /// <param name="reply">Receives the reply.</param>
    void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply);

    /// <summary>
    /// The state as a deterministic sequence of chunks of at most 256 KiB: equal states give equal chunks on every
    /// replica. Enumerated lazily, on a background thread.
    /// </summary>
    IEnumerable<ReadOnlyMemory<byte>> Chunks();
}
