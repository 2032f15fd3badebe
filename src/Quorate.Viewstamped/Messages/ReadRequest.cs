namespace Quorate.Viewstamped;

/// <summary>
/// Asks the primary for the op a linearizable read must wait for (architecture.md §5). Sent by a backup.
/// </summary>
public sealed class ReadRequest : Message
{
    private const int Length = 8;

    /// <summary>Names the read at the sender.</summary>
    public required Cookie Cookie { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.ReadRequest;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Cookie.Value);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static ReadRequest? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new ReadRequest
        {
            View = header.View,
            Cookie = new Cookie(reader.U64()),
        };
        return reader.IsComplete ? message : null;
    }
}
