using System.Buffers.Binary;

namespace Quorate;

/// <summary>
/// The last <see cref="EncodedLength"/> bytes of a checkpoint: what it is and where its table of chunks starts. Its
/// checksum comes first, as everywhere.
/// </summary>
internal sealed record CheckpointFooter
{
    /// <summary>Bytes of an encoded footer.</summary>
    public const int EncodedLength = 160;

    /// <summary>Bytes per chunk in the table: offset, length, reserved, checksum.</summary>
    public const int RowLength = 32;

    private const ulong Magic = 0x54504b4345485151;
    private const uint Version = 1;
    private const int ChecksumLength = 16;

    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The checkpoint.</summary>
    public required CheckpointReference Reference { get; init; }

    /// <summary>Chunks.</summary>
    public required int ChunkCount { get; init; }

    /// <summary>Where the table of chunks starts; the chunks fill everything before it.</summary>
    public required long TableOffset { get; init; }

    /// <summary>Checksum of the table, and so, through the chunks' checksums in it, of everything.</summary>
    public required Checksum TableChecksum { get; init; }

    /// <summary>Bytes of the whole object.</summary>
    public long ObjectLength => TableOffset + ((long)ChunkCount * RowLength) + EncodedLength;

    /// <summary>Encodes the footer.</summary>
    public void Write(Span<byte> destination)
    {
        destination.Clear();
        var writer = new SpanWriter(destination[ChecksumLength..]);
        writer.U64(Magic);
        writer.U32(Version);
        writer.U32((uint)ChunkCount);
        writer.U64((ulong)TableOffset);
        writer.U128(TableChecksum.Value);
        writer.U128(Cluster.Value);
        Reference.Write(ref writer);
        BinaryPrimitives.WriteUInt128LittleEndian(destination, Checksum.Of(destination[ChecksumLength..]).Value);
    }

    /// <summary>Decodes and verifies a footer.</summary>
    /// <returns>Null when the bytes are not a footer of this version.</returns>
    public static CheckpointFooter? TryRead(ReadOnlySpan<byte> source)
    {
        var reader = new SpanReader(source);
        var checksum = reader.U128();
        if (source.Length != EncodedLength || checksum != Checksum.Of(source[ChecksumLength..]).Value
            || reader.U64() != Magic || reader.U32() != Version)
        {
            return null;
        }

        var count = reader.U32();
        var footer = new CheckpointFooter
        {
            ChunkCount = (int)count,
            TableOffset = (long)reader.U64(),
            TableChecksum = new Checksum(reader.U128()),
            Cluster = new ClusterId(reader.U128()),
            Reference = CheckpointReference.Read(ref reader),
        };
        return footer.ChunkCount >= 0 && footer.TableOffset >= 0 ? footer : null;
    }
}
