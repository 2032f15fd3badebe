namespace Quorate;

/// <summary>The session table at one op: immutable, readable from any thread.</summary>
public sealed class SessionSnapshot
{
    private const int HeadLength = 44;
    private const int ReplyHeadLength = 20;
    private readonly Part[] _parts;

    internal SessionSnapshot(Checksum digest, Part[] parts)
    {
        Digest = digest;
        _parts = parts;
    }

    /// <summary>Digest of all sessions and kept replies.</summary>
    public Checksum Digest { get; }

    /// <summary>
    /// The sessions as a deterministic sequence of chunks of at most <see cref="ChunkPacker.ChunkBytesMax"/> bytes;
    /// lazily. Count (4); per session: id (8), client id (16), last number (8), last op (8), replies (4); per reply,
    /// oldest first: op (8), request digest (8), length (4), bytes.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        var packer = new ChunkPacker(Length());
        AddCount(packer);
        foreach (var part in _parts)
        {
            AddHead(packer, part);
            foreach (var reply in part.Replies)
            {
                AddReply(packer, reply);
                while (packer.TryTake(out var full))
                {
                    yield return full;
                }
            }
        }

        packer.Complete();
        while (packer.TryTake(out var chunk))
        {
            yield return chunk;
        }
    }

    private long Length()
    {
        var length = (long)sizeof(uint);
        foreach (var part in _parts)
        {
            length += HeadLength + ((long)ReplyHeadLength * part.Replies.Length);
            foreach (var reply in part.Replies)
            {
                length += reply.Reply.Length;
            }
        }

        return length;
    }

    private void AddCount(ChunkPacker packer)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        var writer = new SpanWriter(bytes);
        writer.U32((uint)_parts.Length);
        packer.Add(bytes);
    }

    private static void AddHead(ChunkPacker packer, in Part part)
    {
        Span<byte> bytes = stackalloc byte[HeadLength];
        var writer = new SpanWriter(bytes);
        writer.U64(part.Id.Value);
        writer.U128(part.ClientId);
        writer.U64(part.Last.Value);
        writer.U64(part.LastOp.Value);
        writer.U32((uint)part.Replies.Length);
        packer.Add(bytes);
    }

    private static void AddReply(ChunkPacker packer, in StoredReply reply)
    {
        Span<byte> bytes = stackalloc byte[ReplyHeadLength];
        var writer = new SpanWriter(bytes);
        writer.U64(reply.Op.Value);
        writer.U64(reply.RequestDigest);
        writer.U32((uint)reply.Reply.Length);
        packer.Add(bytes);
        packer.Add(reply.Reply.Span);
    }

    /// <summary>One session as of the snapshot.</summary>
    internal readonly record struct Part(
        SessionId Id, UInt128 ClientId, RequestNumber Last, OpNumber LastOp, StoredReply[] Replies);
}
