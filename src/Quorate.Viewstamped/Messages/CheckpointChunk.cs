namespace Quorate.Viewstamped;

/// <summary>
/// One chunk of a durable checkpoint (viewstamped.md S6, K6); answers GetCheckpoint. A chunk count of zero says that
/// the sender no longer has that checkpoint.
/// </summary>
public sealed class CheckpointChunk : Message
{
    private const int HeadLength = CheckpointReference.EncodedLength + 8;

    /// <summary>The largest chunk accepted, in bytes.</summary>
    internal const int BytesMax = 1 << 20;

    /// <summary>The checkpoint.</summary>
    public required CheckpointReference Reference { get; init; }

    /// <summary>The chunk's place, from 0.</summary>
    public required int Chunk { get; init; }

    /// <summary>Chunks of the whole checkpoint.</summary>
    public required int ChunkCount { get; init; }

    /// <summary>The chunk.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.CheckpointChunk;

    /// <inheritdoc/>
    public override int PayloadLength => HeadLength + Bytes.Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        Reference.Write(ref writer);
        writer.U32((uint)Chunk);
        writer.U32((uint)ChunkCount);
        writer.Bytes(Bytes.Span);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static CheckpointChunk? Read(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var reference = CheckpointReference.Read(ref reader);
        var chunk = (int)reader.U32();
        var count = (int)reader.U32();
        if (reader.Failed || payload.Length > HeadLength + BytesMax || count < 0 || chunk < 0
            || (count > 0 && chunk >= count))
        {
            return null;
        }

        return new CheckpointChunk
        {
            View = header.View,
            Reference = reference,
            Chunk = chunk,
            ChunkCount = count,
            Bytes = payload[HeadLength..],
        };
    }
}
