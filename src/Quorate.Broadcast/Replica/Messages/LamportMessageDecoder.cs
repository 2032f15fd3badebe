namespace Quorate.Broadcast;

/// <summary>Decodes the messages of Lamport's total order.</summary>
public sealed class LamportMessageDecoder : IMessageDecoder
{
    /// <inheritdoc/>
    public Message? Decode(in FrameHeader header, ReadOnlyMemory<byte> payload) =>
        (LamportMessageKind)header.Kind == LamportMessageKind.Update ? LamportUpdate.Read(header, payload) : null;
}
