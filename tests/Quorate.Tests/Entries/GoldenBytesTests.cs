namespace Quorate.Tests;

/// <summary>
/// Whole encodings, checksums included: a change of a format or of a checksum function is seen here, and needs a new
/// version. Each line is one field, little-endian; only the checksums were taken from a run.
/// </summary>
public sealed class GoldenBytesTests
{
    private static readonly ClusterId _cluster = new(new UInt128(0x2021222324252627, 0x28292A2B2C2D2E2F));

    [Fact]
    public void EntryHasTheBytesOfVersionOne()
    {
        var builder = new EntryBuilder();
        builder.Add(LogWriter.Item(new SessionId(5), 1, "op 1"));
        var entry = builder.Seal(new EntryHeader
        {
            Parent = new Checksum(new UInt128(0x1011121314151617, 0x18191A1B1C1D1E1F)),
            Cluster = _cluster,
            View = new ViewNumber(0x3031323334353637),
            Op = new OpNumber(0x4041424344454647),
            Timestamp = new AgreedTime(0x5051525354555657),
            Epoch = new Epoch(0x60616263),
            Kind = EntryKind.Normal,
            Flags = EntryFlags.Checkpoint,
        });
        var golden = string.Concat(
            "91096447E43139A187804A9F1D783B16",
            "E4DB39E6A45EB2F09E8CCBBFBAACD9E1",
            "1F1E1D1C1B1A19181716151413121110",
            "2F2E2D2C2B2A29282726252423222120",
            "3736353433323130",
            "4746454443424140",
            "5756555453525150",
            "63626160",
            "01",
            "01",
            "0100",
            "01000000",
            "20000000") + new string('0', 48)
            + string.Concat("0500000000000000", "0100000000000000", "0BDEE5924A91BC10", "04000000", "6F702031");
        Assert.Equal(golden, Convert.ToHexString(entry.Encoded.Span));
    }

    [Fact]
    public void FrameHasTheBytesOfVersionOne()
    {
        var message = new FakeMessage { View = new ViewNumber(0x3031323334353637), Text = "hi" };
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, _cluster, new Epoch(0x60616263), new ReplicaId(5), frame);
        var golden = string.Concat(
            "32000000",
            "0100",
            "09",
            "00",
            "DF6F72271D8B706A",
            "2F2E2D2C2B2A29282726252423222120",
            "63626160",
            "05",
            "000000",
            "3736353433323130",
            "6869");
        Assert.Equal(golden, Convert.ToHexString(frame));
    }

    [Fact]
    public void ItemCountMustBeThatOfTheBody()
    {
        var body = new byte[EntryHeader.EncodedLength + EntryItem.HeadLength];
        var entry = Entry.Seal(new EntryHeader { Cluster = _cluster, Kind = EntryKind.Normal, ItemCount = 2 }, body);
        Assert.False(Entry.TryRead(entry.Encoded, out _));
    }
}
