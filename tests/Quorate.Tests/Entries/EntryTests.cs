using System.Buffers.Binary;

namespace Quorate.Tests;

/// <summary>The encoding of entries: what is on the wire and on disk for years.</summary>
public sealed class EntryTests
{
    private static readonly EntryHeader s_header = new()
    {
        Parent = new Checksum(UInt128.One << 100),
        Cluster = new ClusterId(0xC1),
        Epoch = new Epoch(3),
        View = new ViewNumber(4),
        Op = new OpNumber(5),
        Timestamp = new AgreedTime(1_000_000_007),
        Kind = EntryKind.Normal,
        Flags = EntryFlags.Checkpoint,
    };

    [Fact]
    public void EntryReadsBackAsItWasSealed()
    {
        var sealedEntry = TwoItems();
        Assert.True(Entry.TryRead(sealedEntry.Encoded.ToArray(), out var read));
        Assert.Equal(sealedEntry.Header, read!.Header);
        Assert.Equal(2, read.Header.ItemCount);
        var items = read.Items;
        Assert.True(items.MoveNext());
        Assert.Equal(new SessionId(7), items.Current.Session);
        Assert.Equal(new RequestNumber(1), items.Current.Number);
        Assert.Equal("first"u8.ToArray(), items.Current.Operation.ToArray());
        Assert.Equal(EntryItem.DigestOf("first"u8), items.Current.Digest);
        Assert.True(items.MoveNext());
        Assert.Equal(new RequestNumber(2), items.Current.Number);
        Assert.True(items.Current.Operation.IsEmpty);
        Assert.False(items.MoveNext());
    }

    [Fact]
    public void HeaderBytesAreTheOnesOfVersionOne()
    {
        var bytes = TwoItems().Encoded.Span;
        var fixedFields = Convert.ToHexString(bytes[32..EntryHeader.EncodedLength]);
        Assert.Equal(
            "00000000000000000000000010000000" + "C1000000000000000000000000000000"
            + "0400000000000000" + "0500000000000000" + "07CA9A3B00000000" + "03000000" + "01" + "01" + "0100"
            + "02000000" + "3D000000" + new string('0', 48),
            fixedFields);
        Assert.Equal(EntryHeader.EncodedLength + (2 * EntryItem.HeadLength) + 5, bytes.Length);
    }

    [Fact]
    public void AStampStandsInWhatWasReservedAndNeedsAClock()
    {
        var stamped = new EntryBuilder().Seal(s_header with { LogicalTime = 9, Sender = new ReplicaId(2) });
        Assert.True(Entry.TryRead(stamped.Encoded, out var read));
        Assert.True(read!.Header.IsStamped);
        Assert.Equal(stamped.Header, read.Header);
        Assert.Equal("09000000000000000200000000000000", Convert.ToHexString(stamped.Encoded.Span[112..128]));
        var withoutClock = new EntryBuilder().Seal(s_header with { Sender = new ReplicaId(2) });
        Assert.False(Entry.TryRead(withoutClock.Encoded, out _));
    }

    [Fact]
    public void TruncationAtAnyByteIsRefused()
    {
        var encoded = TwoItems().Encoded;
        for (var length = 0; length < encoded.Length; length++)
        {
            Assert.False(Entry.TryRead(encoded[..length], out _), $"{length} of {encoded.Length} bytes were accepted");
        }
    }

    [Fact]
    public void AnyFlippedBitIsRefused()
    {
        var encoded = TwoItems().Encoded.ToArray();
        for (var bit = 0; bit < encoded.Length * 8; bit++)
        {
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Entry.TryRead(encoded, out _), $"bit {bit} may be flipped");
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void BytesAfterTheEntryAreRefused() =>
        Assert.False(Entry.TryRead((byte[])[.. TwoItems().Encoded.Span, 0], out _));

    [Theory]
    [InlineData(EntryKind.Root)]
    [InlineData((EntryKind)6)]
    public void UnknownKindIsRefused(EntryKind kind) =>
        Assert.False(Entry.TryRead(new EntryBuilder().Seal(s_header with { Kind = kind }).Encoded, out _));

    [Fact]
    public void UnknownFlagIsRefused() =>
        Assert.False(Entry.TryRead(new EntryBuilder().Seal(s_header with { Flags = (EntryFlags)2 }).Encoded, out _));

    [Fact]
    public void BuilderStartsAfreshAfterEachEntry()
    {
        var builder = new EntryBuilder();
        builder.Add(EntryItem.Create(new SessionId(7), new RequestNumber(1), "first"u8.ToArray()));
        var first = builder.Seal(s_header);
        builder.Add(EntryItem.Create(new SessionId(7), new RequestNumber(2), "other"u8.ToArray()));
        builder.Seal(s_header);
        Assert.True(Entry.TryRead(first.Encoded, out _), "the second entry wrote into the first one's bytes");
    }

    [Theory]
    [InlineData(0, 1u, 1, true)]
    [InlineData(0, 0u, 0, true)]
    [InlineData(0, 1u, 0, false)]
    [InlineData(0, uint.MaxValue, 1, false)]
    [InlineData(1, 0u, 0, false)]
    public void ItemsAreCountedOnlyInAWellFormedBody(int missing, uint length, int operationBytes, bool isWellFormed)
    {
        var body = new byte[EntryItem.HeadLength + operationBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(EntryItem.HeadLength - 4), length);
        Assert.Equal(isWellFormed, EntryItems.TryCount(body.AsSpan(missing), out var count));
        Assert.Equal(isWellFormed ? 1 : 0, count);
    }

    private static Entry TwoItems()
    {
        var builder = new EntryBuilder();
        builder.Add(EntryItem.Create(new SessionId(7), new RequestNumber(1), "first"u8.ToArray()));
        builder.Add(EntryItem.Create(new SessionId(7), new RequestNumber(2), ReadOnlyMemory<byte>.Empty));
        return builder.Seal(s_header);
    }
}
