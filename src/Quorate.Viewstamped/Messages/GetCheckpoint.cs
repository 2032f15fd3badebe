namespace Quorate.Viewstamped;

/// <summary>
/// Asks for one chunk of a checkpoint (viewstamped.md S6). Sent by a replica too far behind for the log.
/// </summary>
public sealed class GetCheckpoint : Message
{
    private const int Length = 12;

    /// <summary>The checkpoint.</summary>
    public required OpNumber Op { get; init; }

    /// <summary>The chunk, from 0.</summary>
    public required int Chunk { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.GetCheckpoint;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Op.Value);
        writer.U32((uint)Chunk);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static GetCheckpoint? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new GetCheckpoint
        {
            View = header.View,
            Op = new OpNumber(reader.U64()),
            Chunk = (int)reader.U32(),
        };
        return reader.IsComplete ? message : null;
    }
}
