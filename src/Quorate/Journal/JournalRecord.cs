using System.Buffers.Binary;

namespace Quorate;

/// <summary>
/// The head in front of every record of the journal, <see cref="HeadLength"/> bytes, little-endian; the payload follows
/// unchanged, padded with zeros to eight bytes. The checksum is seeded with cluster and replica, so a record of another
/// one is not a record.
/// </summary>
internal readonly record struct JournalRecord
{
    /// <summary>Bytes of a head.</summary>
    public const int HeadLength = 104;

    /// <summary>Records start at multiples of this.</summary>
    public const int Alignment = 8;

    /// <summary>Where in a head its own position is: what a search for heads compares first.</summary>
    public const int PositionOffset = 32;

    /// <summary>The only version so far.</summary>
    public const byte CurrentVersion = 1;

    private const int ChecksumLength = 16;

    /// <summary>What it is.</summary>
    public JournalRecordKind Kind { get; init; }

    /// <summary>The version of its format.</summary>
    public byte Version { get; init; }

    /// <summary>Where it was written: elsewhere it is void (viewstamped.md 11.6).</summary>
    public JournalPosition Position { get; init; }

    /// <summary>The generation of the log it belongs to.</summary>
    public Lineage Lineage { get; init; }

    /// <summary>Everything before this place was durable when the record was written.</summary>
    public JournalPosition DurableBefore { get; init; }

    /// <summary>The low half of the checksum of the record before it.</summary>
    public ulong Chain { get; init; }

    /// <summary>The entry's place in the log; for a truncation or an install the last op that stays.</summary>
    public OpNumber Op { get; init; }

    /// <summary>The configuration when it was written.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>Bytes of the payload.</summary>
    public int PayloadLength { get; init; }

    /// <summary>An entry's own identity, or the checksum of the payload.</summary>
    public Checksum PayloadChecksum { get; init; }

    /// <summary>What the next record's <see cref="Chain"/> must be; filled in by reading and writing.</summary>
    public ulong Link { get; init; }

    /// <summary>Bytes of the whole record with its padding.</summary>
    public int Length => LengthOf(PayloadLength);

    /// <summary>Bytes of a record with so large a payload.</summary>
    public static int LengthOf(int payloadLength) =>
        HeadLength + ((payloadLength + Alignment - 1) & ~(Alignment - 1));

    /// <summary>The seed that binds records to their owner.</summary>
    public static long SeedOf(ClusterId cluster, ReplicaId replica)
    {
        Span<byte> owner = stackalloc byte[17];
        BinaryPrimitives.WriteUInt128LittleEndian(owner, cluster.Value);
        owner[16] = replica.Value;
        return (long)(ulong)Checksum.Of(owner).Value;
    }

    /// <summary>Encodes the head and returns it with its <see cref="Link"/>.</summary>
    /// <param name="seed">Of <see cref="SeedOf"/>.</param>
    /// <param name="destination">At least <see cref="HeadLength"/> bytes.</param>
    public JournalRecord Write(long seed, Span<byte> destination)
    {
        var bytes = destination[..HeadLength];
        bytes.Clear();
        var writer = new SpanWriter(bytes[ChecksumLength..]);
        writer.U128(PayloadChecksum.Value);
        writer.U64(Position.Value);
        writer.U64(Lineage.Incarnation.Value);
        writer.U64(Lineage.Count);
        writer.U64(DurableBefore.Value);
        writer.U64(Chain);
        writer.U64(Op.Value);
        writer.U32((uint)PayloadLength);
        writer.U32(Epoch.Value);
        writer.U8((byte)Kind);
        writer.U8(CurrentVersion);
        var checksum = Checksum.Of(bytes[ChecksumLength..], seed).Value;
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, checksum);
        return this with { Version = CurrentVersion, Link = (ulong)checksum };
    }

    /// <summary>Decodes and verifies a head from untrusted bytes; the payload is not looked at.</summary>
    /// <param name="seed">Of <see cref="SeedOf"/>.</param>
    /// <param name="source">At least <see cref="HeadLength"/> bytes, or it is none.</param>
    /// <param name="record">The head, when it is one; a newer <see cref="Version"/> may have other fields.</param>
    public static bool TryRead(long seed, ReadOnlySpan<byte> source, out JournalRecord record)
    {
        record = default;
        if (source.Length < HeadLength)
        {
            return false;
        }

        var reader = new SpanReader(source[..HeadLength]);
        var checksum = reader.U128();
        if (checksum != Checksum.Of(source[ChecksumLength..HeadLength], seed).Value)
        {
            return false;
        }

        record = new JournalRecord
        {
            PayloadChecksum = new Checksum(reader.U128()),
            Position = new JournalPosition(reader.U64()),
            Lineage = new Lineage(new Incarnation(reader.U64()), reader.U64()),
            DurableBefore = new JournalPosition(reader.U64()),
            Chain = reader.U64(),
            Op = new OpNumber(reader.U64()),
            PayloadLength = (int)reader.U32(),
            Epoch = new Epoch(reader.U32()),
            Kind = (JournalRecordKind)reader.U8(),
            Version = reader.U8(),
            Link = (ulong)checksum,
        };
        return record.PayloadLength is >= 0 and <= EntryHeader.EncodedLength + Entry.BodyBytesMax;
    }
}
