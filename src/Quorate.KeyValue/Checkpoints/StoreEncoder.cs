using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>Writes a snapshot as chunks; see <see cref="StoreFormat"/>.</summary>
internal static class StoreEncoder
{
    // A small store must not cost a whole chunk of memory with each checkpoint.
    private const int FirstBytes = 4096;
    private const int Growth = 4;

    public static IEnumerable<ReadOnlyMemory<byte>> Chunks(StoreSnapshot state)
    {
        var versions = state.View.Versions.Seek(default);
        var chunk = new byte[FirstBytes];
        var used = WriteHeader(state, chunk);
        while (versions.MoveNext())
        {
            var entry = new EntryPosition(0, EntryBytes(versions));
            while (!entry.IsAtEnd)
            {
                if (used == chunk.Length && used < StoreFormat.ChunkBytes)
                {
                    Array.Resize(ref chunk, Math.Min(used * Growth, StoreFormat.ChunkBytes));
                }
                else if (used == chunk.Length)
                {
                    yield return chunk;
                    chunk = new byte[StoreFormat.ChunkBytes];
                    used = 0;
                }

                entry = CopySome(versions, entry, chunk, ref used);
            }
        }

        yield return chunk.AsMemory(0, used);
    }

    private static int WriteHeader(StoreSnapshot state, Span<byte> destination)
    {
        var oldest = state.Changes.Seek(default);
        var hasChanges = oldest.MoveNext();
        var writer = new SpanWriter(destination);
        writer.U32(StoreFormat.Magic);
        writer.U32(StoreFormat.FormatVersion);
        writer.I64(state.View.Revision);
        writer.I64(state.View.CompactedRevision);
        writer.I64(hasChanges ? BinaryPrimitives.ReadInt64BigEndian(oldest.Key) : long.MaxValue);
        writer.I64(hasChanges ? BinaryPrimitives.ReadInt32BigEndian(oldest.Key[sizeof(long)..]) : 0);
        writer.I64(0);
        Contract.Assert(writer.Position == StoreFormat.HeaderBytes, "the header has its fixed size");
        return writer.Position;
    }

    private static int EntryBytes(in PersistentMapCursor version) =>
        StoreFormat.EntryHeaderBytes + version.Key.Length + version.Value.Length;

    // A part of an entry may end with the chunk; an iterator cannot hold spans, so each call finds its place again.
    private static EntryPosition CopySome(
        in PersistentMapCursor version, EntryPosition entry, byte[] chunk, ref int used)
    {
        Span<byte> header = stackalloc byte[StoreFormat.EntryHeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, version.Key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(int)..], version.Value.Length);
        var at = entry.Offset;
        at = CopyPart(header, 0, at, chunk, ref used);
        at = CopyPart(version.Key, header.Length, at, chunk, ref used);
        at = CopyPart(version.Value, header.Length + version.Key.Length, at, chunk, ref used);
        return entry with { Offset = at };
    }

    private static int CopyPart(ReadOnlySpan<byte> part, int partStart, int at, byte[] chunk, ref int used)
    {
        var inPart = at - partStart;
        if (inPart < 0 || inPart >= part.Length)
        {
            return at;
        }

        var rest = part[inPart..];
        var some = rest[..Math.Min(rest.Length, chunk.Length - used)];
        some.CopyTo(chunk.AsSpan(used));
        used += some.Length;
        return at + some.Length;
    }

    private readonly record struct EntryPosition(int Offset, int Length)
    {
        public bool IsAtEnd => Offset == Length;
    }
}
