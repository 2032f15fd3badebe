namespace Quorate.Viewstamped;

/// <summary>Contiguous, chained entries inside a message: a count, then each entry as it is on disk.</summary>
internal static class EntryListCodec
{
    /// <summary>Most entries a message may carry; a sender splits earlier by bytes.</summary>
    internal const int CountMax = 65_536;

    internal static int LengthOf(IReadOnlyList<Entry> entries)
    {
        var length = sizeof(uint);
        for (var i = 0; i < entries.Count; i++)
        {
            length += entries[i].Encoded.Length;
        }

        return length;
    }

    internal static void Write(ref SpanWriter writer, IReadOnlyList<Entry> entries)
    {
        writer.U32((uint)entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            writer.Bytes(entries[i].Encoded.Span);
        }
    }

    /// <summary>
    /// Decodes the entries that fill the rest of a payload; each is verified, and each must follow the one before.
    /// </summary>
    internal static bool TryRead(ReadOnlyMemory<byte> rest, out IReadOnlyList<Entry> entries)
    {
        entries = [];
        var reader = new SpanReader(rest.Span);
        var count = reader.U32();
        if (reader.Failed || count > CountMax || count > (uint)(rest.Length / EntryHeader.EncodedLength))
        {
            return false;
        }

        var list = new List<Entry>((int)count);
        rest = rest[sizeof(uint)..];
        for (var i = 0; i < (int)count; i++)
        {
            if (!EntryHeader.TryRead(rest.Span, out var header) || header.EntryLength > rest.Length
                || !Entry.TryRead(rest[..header.EntryLength], out var entry)
                || entry!.Header.IsStamped
                || (i > 0 && !Follows(list[i - 1], entry!)))
            {
                return false;
            }

            list.Add(entry!);
            rest = rest[header.EntryLength..];
        }

        entries = list;
        return rest.IsEmpty;
    }

    private static bool Follows(Entry previous, Entry next) =>
        next.Op == previous.Op.Next && next.Header.Parent == previous.Checksum;
}
