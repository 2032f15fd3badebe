namespace Quorate.Viewstamped;

/// <summary>
/// Asks for entries after <see cref="After"/> (viewstamped.md S1–S4). Sent by a replica that lags to the primary of the
/// view it speaks of, or to another member in turn.
/// </summary>
public sealed class GetState : Message
{
    private const int Length = 16;

    /// <summary>The last op the sender holds for certain: its head in its own view, else its commit number.</summary>
    public required OpNumber After { get; init; }

    /// <summary>Ties the answer to the question.</summary>
    public required ulong Nonce { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.GetState;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(After.Value);
        writer.U64(Nonce);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static GetState? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new GetState
        {
            View = header.View,
            After = new OpNumber(reader.U64()),
            Nonce = reader.U64(),
        };
        return reader.IsComplete ? message : null;
    }
}
