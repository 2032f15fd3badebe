using System.Buffers.Binary;

namespace Quorate;

/// <summary>
/// What each metadata slot holds: identity, incarnation, where the log starts, and a copy of the newest
/// <see cref="DurableState"/>. Not bound to the owner by its checksum, so that someone else's data is recognised
/// instead of called damaged.
/// </summary>
internal sealed record JournalMetadata
{
    /// <summary>
    /// Bytes of an encoded slot: one sector, so a torn one is either old or new on most disks.
    /// </summary>
    public const int EncodedLength = 512;

    /// <summary>The version this program writes; version 1 was never released.</summary>
    public const uint CurrentVersion = 2;

    private const int FirstVersionLength = 256;

    private const int ChecksumLength = 16;
    private const ulong Magic = 0x4c414e52554f4a51;

    /// <summary>The version of its format.</summary>
    public uint Version { get; init; } = CurrentVersion;

    /// <summary>Increased with every write of the slots: the highest valid one counts.</summary>
    public ulong Generation { get; init; }

    /// <summary>The owner's cluster.</summary>
    public ClusterId Cluster { get; init; }

    /// <summary>The owner.</summary>
    public ReplicaId Replica { get; init; }

    /// <summary>The configuration.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>Bytes of each segment of the log.</summary>
    public int SegmentBytes { get; init; }

    /// <summary>How often the replica has been started.</summary>
    public Incarnation Incarnation { get; init; }

    /// <summary>The first segment of the log that is still needed.</summary>
    public ulong FirstSegment { get; init; }

    /// <summary>
    /// Where the first record stands that a restart reads: nothing before it matters beside <see cref="State"/>.
    /// </summary>
    public JournalPosition ReadFrom { get; init; }

    /// <summary>Everything before this place was durable when the slot was written.</summary>
    public JournalPosition DurableBefore { get; init; }

    /// <summary>Increased with every new state; the log's metadata records carry it too.</summary>
    public ulong StateSequence { get; init; }

    /// <summary>The newest state.</summary>
    public DurableState State { get; init; } = new();

    /// <summary>Encodes the slot.</summary>
    /// <param name="destination">Exactly <see cref="EncodedLength"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        destination.Clear();
        var writer = new SpanWriter(destination[ChecksumLength..]);
        writer.U64(Magic);
        writer.U32(Version);
        writer.U64(Generation);
        writer.U128(Cluster.Value);
        writer.U8(Replica.Value);
        writer.U32(Epoch.Value);
        writer.U32((uint)SegmentBytes);
        writer.U64(Incarnation.Value);
        writer.U64(FirstSegment);
        writer.U64(ReadFrom.Value);
        writer.U64(DurableBefore.Value);
        writer.U64(StateSequence);
        DurableStateCodec.Write(State, ref writer);
        BinaryPrimitives.WriteUInt128LittleEndian(destination, Checksum.Of(destination[ChecksumLength..]).Value);
    }

    /// <summary>Decodes and verifies a slot.</summary>
    /// <returns>
    /// The content, or null when the bytes are not a slot. Of another version only version and generation are right.
    /// </returns>
    public static JournalMetadata? TryRead(ReadOnlySpan<byte> source)
    {
        if (!IsSlot(source, EncodedLength) && !IsSlot(source, FirstVersionLength))
        {
            return null;
        }

        var reader = new SpanReader(source[(ChecksumLength + sizeof(ulong))..]);
        var version = reader.U32();
        var generation = reader.U64();
        if (version != CurrentVersion)
        {
            return new JournalMetadata { Version = version, Generation = generation };
        }

        var content = new JournalMetadata
        {
            Version = version,
            Generation = generation,
            Cluster = new ClusterId(reader.U128()),
            Replica = new ReplicaId(reader.U8()),
            Epoch = new Epoch(reader.U32()),
            SegmentBytes = (int)reader.U32(),
            Incarnation = new Incarnation(reader.U64()),
            FirstSegment = reader.U64(),
            ReadFrom = new JournalPosition(reader.U64()),
            DurableBefore = new JournalPosition(reader.U64()),
            StateSequence = reader.U64(),
            State = DurableStateCodec.Read(ref reader),
        };
        return reader.Failed ? null : content;
    }

    private static bool IsSlot(ReadOnlySpan<byte> source, int length) =>
        source.Length >= length
        && BinaryPrimitives.ReadUInt128LittleEndian(source) == Checksum.Of(source[ChecksumLength..length]).Value
        && BinaryPrimitives.ReadUInt64LittleEndian(source[ChecksumLength..]) == Magic;
}
