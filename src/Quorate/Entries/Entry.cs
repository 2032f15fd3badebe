namespace Quorate;

/// <summary>
/// An entry of the replicated log: immutable once made, one encoding for wire and disk (header, then items).
/// The bytes belong to the entry; whoever made it hands them over and never writes them again.
/// </summary>
public sealed class Entry
{
    /// <summary>The largest body, in bytes; a body holds one batch, or one large request.</summary>
    public const int BodyBytesMax = 4 << 20;

    private Entry(EntryHeader header, ReadOnlyMemory<byte> encoded)
    {
        Header = header;
        Encoded = encoded;
    }

    /// <summary>The decoded header.</summary>
    public EntryHeader Header { get; }

    /// <summary>Header and body as they go on the wire and to disk.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The entry's place in the log.</summary>
    public OpNumber Op => Header.Op;

    /// <summary>The entry's identity.</summary>
    public Checksum Checksum => Header.Checksum;

    /// <summary>The items, in execution order.</summary>
    public EntryItems Items => new(Encoded[EntryHeader.EncodedLength..]);

    /// <summary>
    /// Seals a buffer whose first <see cref="EntryHeader.EncodedLength"/> bytes are free and whose rest is the body.
    /// </summary>
    /// <param name="header">Everything but the checksums and the body's length, which are computed here.</param>
    /// <param name="buffer">Room for the header, then the encoded items; owned by the entry from now on.</param>
    public static Entry Seal(EntryHeader header, Memory<byte> buffer)
    {
        var body = buffer.Span[EntryHeader.EncodedLength..];
        Contract.Assert(body.Length <= BodyBytesMax, "a batch stays below the largest body");
        var complete = header with { BodyChecksum = Checksum.Of(body), BodyLength = body.Length };
        return new Entry(complete.Seal(buffer.Span), buffer);
    }

    /// <summary>Decodes and verifies an entry from untrusted bytes; keeps <paramref name="encoded"/>.</summary>
    /// <param name="encoded">Exactly one encoded entry.</param>
    /// <param name="entry">The entry, when the bytes are one.</param>
    /// <returns>Whether header, body checksum, length and items are right.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> encoded, out Entry? entry)
    {
        entry = null;
        if (!EntryHeader.TryRead(encoded.Span, out var header) || encoded.Length != header.EntryLength)
        {
            return false;
        }

        var body = encoded.Span[EntryHeader.EncodedLength..];
        if (Checksum.Of(body) != header.BodyChecksum
            || !EntryItems.TryCount(body, out var count) || count != header.ItemCount)
        {
            return false;
        }

        entry = new Entry(header, encoded);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"op {Op} view {Header.View} {Header.Kind} items {Header.ItemCount}";
}
