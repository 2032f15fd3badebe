namespace Quorate.Viewstamped;

/// <summary>
/// Client requests (VRR §4.1 step 1), forwarded by the replica that a client talks to, to the primary of its view.
/// Promises nothing; the forwarding front-end repeats what does not execute.
/// </summary>
public sealed class Request : Message
{
    /// <summary>The encoded items, as they go into an entry's body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.Request;

    /// <inheritdoc/>
    public override int PayloadLength => Body.Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer) => writer.Bytes(Body.Span);

    /// <summary>Makes a message of items.</summary>
    internal static Request Of(ViewNumber view, IReadOnlyList<EntryItem> items, int first, int count)
    {
        var length = 0;
        for (var i = first; i < first + count; i++)
        {
            length += items[i].EncodedLength;
        }

        var body = new byte[length];
        var writer = new SpanWriter(body);
        for (var i = first; i < first + count; i++)
        {
            items[i].Write(ref writer);
        }

        return new Request { View = view, Body = body };
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static Request? Read(in FrameHeader header, ReadOnlyMemory<byte> payload) =>
        EntryItems.TryCount(payload.Span, out var count) && count > 0
            ? new Request { View = header.View, Body = payload }
            : null;
}
