namespace Quorate.Broadcast;

/// <summary>
/// The one message (lamport.md §3): what its sender stands at, and entries that the receiver lacks. It is state, not a
/// delta: a later one makes an earlier one superfluous, and one that comes late or twice does no harm. Promises, each
/// backed by the ticket that the send names: that the entries are durable here, that <see cref="Received"/> are, and
/// that no restart goes back behind <see cref="Clock"/>.
/// </summary>
public sealed class LamportUpdate : Message
{
    /// <summary>The most entries in one message; a sender splits earlier by bytes.</summary>
    public const int EntriesMax = 65_536;

    private const byte Version = 1;
    private const int HeadLength = 1 + (7 * sizeof(ulong)) + sizeof(uint);

    /// <summary>The life in which its sender speaks.</summary>
    public required Incarnation Incarnation { get; init; }

    /// <summary>Every entry of the sender after number <see cref="Issued"/> has a later time than this.</summary>
    public required LamportTimestamp Clock { get; init; }

    /// <summary>The number of the sender's last entry; durable there.</summary>
    public required OpNumber Issued { get; init; }

    /// <summary>Entries of the sender up to this number are acknowledged by all and can not be sent again.</summary>
    public required OpNumber Kept { get; init; }

    /// <summary>Entries of the receiver up to this number are durable at the sender.</summary>
    public required OpNumber Received { get; init; }

    /// <summary>The clock of the receiver that the sender has counted.</summary>
    public required LamportTimestamp Heard { get; init; }

    /// <summary>The sender waits to hear the receiver's clock at this value or later; zero for no question.</summary>
    public required LamportTimestamp Ask { get; init; }

    /// <summary>Entries of the sender, consecutive; possibly none.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)LamportMessageKind.Update;

    /// <inheritdoc/>
    public override int PayloadLength
    {
        get
        {
            var length = HeadLength;
            for (var i = 0; i < Entries.Count; i++)
            {
                length += Entries[i].Encoded.Length;
            }

            return length;
        }
    }

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U8(Version);
        writer.U64(Incarnation.Value);
        writer.U64(Clock.Value);
        writer.U64(Issued.Value);
        writer.U64(Kept.Value);
        writer.U64(Received.Value);
        writer.U64(Heard.Value);
        writer.U64(Ask.Value);
        writer.U32((uint)Entries.Count);
        for (var i = 0; i < Entries.Count; i++)
        {
            writer.Bytes(Entries[i].Encoded.Span);
        }
    }

    /// <summary>Decodes the payload; null when it is not canonical, or of another version.</summary>
    internal static LamportUpdate? Read(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var version = reader.U8();
        var incarnation = new Incarnation(reader.U64());
        var clock = new LamportTimestamp(reader.U64());
        var issued = new OpNumber(reader.U64());
        var kept = new OpNumber(reader.U64());
        var received = new OpNumber(reader.U64());
        var heard = new LamportTimestamp(reader.U64());
        var ask = new LamportTimestamp(reader.U64());
        var count = reader.U32();
        if (reader.Failed || version != Version || header.View != ViewNumber.Zero || incarnation.Value == 0
            || kept > issued || !TryReadEntries(payload[HeadLength..], count, header.Sender, out var entries)
            || (entries.Count > 0 && (entries[^1].Op > issued || entries[0].Op <= kept)))
        {
            return null;
        }

        return new LamportUpdate
        {
            View = header.View,
            Incarnation = incarnation,
            Clock = clock,
            Issued = issued,
            Kept = kept,
            Received = received,
            Heard = heard,
            Ask = ask,
            Entries = entries,
        };
    }

    private static bool TryReadEntries(
        ReadOnlyMemory<byte> rest, uint count, ReplicaId sender, out IReadOnlyList<Entry> entries)
    {
        entries = [];
        if (count == 0)
        {
            return rest.IsEmpty;
        }

        if (count > EntriesMax || count > (uint)(rest.Length / EntryHeader.EncodedLength))
        {
            return false;
        }

        var list = new List<Entry>((int)count);
        for (var i = 0; i < (int)count; i++)
        {
            if (!EntryHeader.TryRead(rest.Span, out var header) || header.EntryLength > rest.Length
                || !Entry.TryRead(rest[..header.EntryLength], out var entry)
                || !header.IsStamped || header.Sender != sender || (i > 0 && !Follows(list[i - 1].Header, header)))
            {
                return false;
            }

            list.Add(entry!);
            rest = rest[header.EntryLength..];
        }

        entries = list;
        return rest.IsEmpty;
    }

    private static bool Follows(in EntryHeader previous, in EntryHeader next) =>
        next.Op == previous.Op.Next && next.Parent == previous.Checksum && next.LogicalTime > previous.LogicalTime;
}
