namespace Quorate.Tests.Journals;

public sealed class JournalRecordTests
{
    private static readonly long Seed = JournalRecord.SeedOf(TestEntries.Cluster, new ReplicaId(1));

    private static readonly JournalRecord Record = new()
    {
        Kind = JournalRecordKind.Entry,
        Version = JournalRecord.CurrentVersion,
        Position = new JournalPosition(0x1122334455667788),
        Lineage = new Lineage(new Incarnation(3), 4),
        DurableBefore = new JournalPosition(0x1122334455667700),
        Chain = 0x99aabbccddeeff00,
        Op = new OpNumber(77),
        Epoch = new Epoch(2),
        PayloadLength = 13,
        PayloadChecksum = new Checksum(((UInt128)5 << 64) | 6),
    };

    [Fact]
    public void AHeadReadsBackAsWritten()
    {
        var bytes = new byte[JournalRecord.HeadLength];
        var written = Record.Write(Seed, bytes);
        Assert.True(JournalRecord.TryRead(Seed, bytes, out var read));
        Assert.Equal(written, read);
        Assert.Equal(JournalRecord.HeadLength + 16, read.Length);
    }

    [Fact]
    public void ThePositionIsWhereASearchLooksForIt()
    {
        var bytes = new byte[JournalRecord.HeadLength];
        Record.Write(Seed, bytes);
        Assert.Equal(Record.Position.Value, BitConverter.ToUInt64(bytes, JournalRecord.PositionOffset));
    }

    [Fact]
    public void AHeadCutShortOrChangedAnywhereIsNone()
    {
        var bytes = new byte[JournalRecord.HeadLength];
        Record.Write(Seed, bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(JournalRecord.TryRead(Seed, bytes.AsSpan(0, length), out _));
        }

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(JournalRecord.TryRead(Seed, bytes, out _), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void AHeadOfAnotherClusterOrReplicaIsNone()
    {
        var bytes = new byte[JournalRecord.HeadLength];
        Record.Write(Seed, bytes);
        Assert.False(JournalRecord.TryRead(JournalRecord.SeedOf(TestEntries.Cluster, new ReplicaId(2)), bytes, out _));
        Assert.False(JournalRecord.TryRead(JournalRecord.SeedOf(new ClusterId(1), new ReplicaId(1)), bytes, out _));
    }

    [Fact]
    public void TheBytesOfAHeadDoNotChangeBetweenVersions()
    {
        var bytes = new byte[JournalRecord.HeadLength];
        Record.Write(Seed, bytes);
        Assert.Equal(
            "0c63e129b061947a3c1ad95cd6e211170600000000000000050000000000000088776655443322110300000000000000"
            + "0400000000000000007766554433221100ffeeddccbbaa994d000000000000000d000000020000000101000000000000"
            + "0000000000000000",
            Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void AMetadataSlotReadsBackAsWritten()
    {
        var bytes = new byte[JournalMetadata.EncodedLength];
        Metadata.Write(bytes);
        Assert.Equal(Metadata, JournalMetadata.TryRead(bytes));
    }

    [Fact]
    public void AMetadataSlotCutShortOrChangedAnywhereIsNone()
    {
        var bytes = new byte[JournalMetadata.EncodedLength];
        Metadata.Write(bytes);
        for (var offset = 0; offset < bytes.Length; offset++)
        {
            Assert.Null(JournalMetadata.TryRead(bytes.AsSpan(0, offset)));
            bytes[offset] ^= 0x40;
            Assert.Null(JournalMetadata.TryRead(bytes));
            bytes[offset] ^= 0x40;
        }
    }

    [Fact]
    public void TheBytesOfAMetadataSlotDoNotChangeBetweenVersions()
    {
        var bytes = new byte[JournalMetadata.EncodedLength];
        Metadata.Write(bytes);
        Assert.Equal(
            "514a4f55524e414c0200000009000000000000001032547698badcfeefcdab89"
            + "67452301010200000000000001030000000000000004000000000000000a000000000000000500000000000000"
            + "0600000000000000"
            + "080000000000000001000000000000000000000000000000020000000000000003000000000000000000000000000000"
            + "07000000000000000300aabbcc",
            Convert.ToHexStringLower(bytes.AsSpan(16)).TrimEnd('0'));
    }

    private static JournalMetadata Metadata { get; } = new()
    {
        Generation = 9,
        Cluster = TestEntries.Cluster,
        Replica = new ReplicaId(1),
        Epoch = new Epoch(2),
        SegmentBytes = 16 << 20,
        Incarnation = new Incarnation(3),
        FirstSegment = 4,
        ReadFrom = new JournalPosition(0xa),
        DurableBefore = new JournalPosition(5),
        StateSequence = 6,
        State = new DurableState
        {
            LogBase = new OpNumber(7),
            Protocol = ProtocolBlock.Of([0xaa, 0xbb, 0xcc]),
            Checkpoint = new CheckpointReference(new OpNumber(8), new Checksum(1), new AgreedTime(2), new Checksum(3)),
        },
    };
}
