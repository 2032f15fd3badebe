namespace Quorate;

/// <summary>
/// The fixed head of an entry (viewstamped.md §2): <see cref="EncodedLength"/> bytes, little-endian, the same on the
/// wire and on disk. Its checksum is the entry's identity; two entries with one op-number are the same iff their
/// checksums are.
/// </summary>
public readonly record struct EntryHeader
{
    /// <summary>Bytes of an encoded header.</summary>
    public const int EncodedLength = 128;

    /// <summary>The only format version so far.</summary>
    public const ushort CurrentVersion = 1;

    private const int ChecksumLength = 16;

    /// <summary>
    /// Checksum of the rest of the header, and so, through the body's and the parent's, of everything before.
    /// </summary>
    public Checksum Checksum { get; init; }

    /// <summary>Checksum of the body.</summary>
    public Checksum BodyChecksum { get; init; }

    /// <summary>Checksum of the entry one op before: the hash chain.</summary>
    public Checksum Parent { get; init; }

    /// <summary>The cluster the entry belongs to.</summary>
    public ClusterId Cluster { get; init; }

    /// <summary>The configuration in which the entry was first prepared.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>The view in which the entry was first prepared; never re-stamped (viewstamped.md DEF-10).</summary>
    public ViewNumber View { get; init; }

    /// <summary>
    /// The entry's place in the log; of a stamped entry its number among those of its sender, from 1 on.
    /// </summary>
    public OpNumber Op { get; init; }

    /// <summary>
    /// The agreed time, strictly increasing along the log; of a stamped entry only what its sender's wall clock said.
    /// </summary>
    public AgreedTime Timestamp { get; init; }

    /// <summary>What the entry is.</summary>
    public EntryKind Kind { get; init; }

    /// <summary>Marks.</summary>
    public EntryFlags Flags { get; init; }

    /// <summary>Items in the body.</summary>
    public int ItemCount { get; init; }

    /// <summary>Bytes of the body.</summary>
    public int BodyLength { get; init; }

    /// <summary>
    /// The primary's commit number when it prepared the entry. Whoever holds the entry holds the log before it, so
    /// knows that everything up to there is committed, whatever its own commit number was before a restart.
    /// </summary>
    public OpNumber CommitNumber { get; init; }

    /// <summary>
    /// The sender's logical clock where every replica sends entries of its own (lamport.md L1); zero where a primary
    /// gives an entry its op.
    /// </summary>
    public ulong LogicalTime { get; init; }

    /// <summary>Who sent a stamped entry; zero otherwise.</summary>
    public ReplicaId Sender { get; init; }

    /// <summary>
    /// Whether the entry's place in the total order is its logical time and sender. Its op and parent then number and
    /// chain the entries of that sender alone, and it may stand anywhere in a replica's log.
    /// </summary>
    public bool IsStamped => LogicalTime != 0;

    /// <summary>Bytes of the whole encoded entry.</summary>
    public int EntryLength => EncodedLength + BodyLength;

    /// <summary>Encodes the header and returns it with its checksum filled in.</summary>
    /// <param name="destination">At least <see cref="EncodedLength"/> bytes.</param>
    public EntryHeader Seal(Span<byte> destination)
    {
        var bytes = destination[..EncodedLength];
        bytes.Clear();
        var writer = new SpanWriter(bytes[ChecksumLength..]);
        writer.U128(BodyChecksum.Value);
        writer.U128(Parent.Value);
        writer.U128(Cluster.Value);
        writer.U64(View.Value);
        writer.U64(Op.Value);
        writer.I64(Timestamp.UnixNanoseconds);
        writer.U32(Epoch.Value);
        writer.U8((byte)Kind);
        writer.U8((byte)Flags);
        writer.U16(CurrentVersion);
        writer.U32((uint)ItemCount);
        writer.U32((uint)BodyLength);
        writer.U64(CommitNumber.Value);
        writer.U64(LogicalTime);
        writer.U8(Sender.Value);
        var checksum = Checksum.Of(bytes[ChecksumLength..]);
        var first = new SpanWriter(bytes);
        first.U128(checksum.Value);
        return this with { Checksum = checksum };
    }

    /// <summary>Decodes and verifies a header from untrusted bytes (the body is not looked at).</summary>
    /// <param name="source">At least <see cref="EncodedLength"/> bytes.</param>
    /// <param name="header">The header, when it is one.</param>
    /// <returns>Whether the bytes are a canonical header with a right checksum.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out EntryHeader header)
    {
        header = default;
        if (source.Length < EncodedLength)
        {
            return false;
        }

        var bytes = source[..EncodedLength];
        var reader = new SpanReader(bytes);
        var checksum = new Checksum(reader.U128());
        if (checksum != Checksum.Of(bytes[ChecksumLength..]))
        {
            return false;
        }

        header = new EntryHeader
        {
            Checksum = checksum,
            BodyChecksum = new Checksum(reader.U128()),
            Parent = new Checksum(reader.U128()),
            Cluster = new ClusterId(reader.U128()),
            View = new ViewNumber(reader.U64()),
            Op = new OpNumber(reader.U64()),
            Timestamp = new AgreedTime(reader.I64()),
            Epoch = new Epoch(reader.U32()),
            Kind = (EntryKind)reader.U8(),
            Flags = (EntryFlags)reader.U8(),
        };
        var version = reader.U16();
        header = header with
        {
            ItemCount = (int)reader.U32(),
            BodyLength = (int)reader.U32(),
            CommitNumber = new OpNumber(reader.U64()),
            LogicalTime = reader.U64(),
            Sender = new ReplicaId(reader.U8()),
        };
        return version == CurrentVersion
            && header.Kind is > EntryKind.Root and <= EntryKind.Reconfigure
            && header.Flags <= EntryFlags.Checkpoint
            && header.CommitNumber < header.Op
            && (header.IsStamped || header.Sender == default)
            && header.ItemCount >= 0
            && header.BodyLength is >= 0 and <= Entry.BodyBytesMax
            && bytes[reader.Position..].IndexOfAnyExcept((byte)0) < 0;
    }
}
