namespace Quorate;

/// <summary>Decodes one protocol's messages from untrusted bytes.</summary>
public interface IMessageDecoder
{
    /// <summary>Decodes one payload; the message may keep slices of it.</summary>
    /// <param name="header">The frame's verified header.</param>
    /// <param name="payload">The bytes after the header.</param>
    /// <returns>The message, or null when the payload is not a canonical encoding of one.</returns>
    Message? Decode(in FrameHeader header, ReadOnlyMemory<byte> payload);
}
