using System.Text;

namespace Quorate.Transport;

/// <summary>
/// The answer to a handshake: magic u64, version u16, refusal u8, length u8, then that many bytes of UTF-8 for the
/// operator.
/// </summary>
/// <param name="Refusal">None when the connection is accepted.</param>
/// <param name="Reason">A sentence; empty when accepted.</param>
public readonly record struct HandshakeReply(HandshakeRefusal Refusal, string Reason)
{
    /// <summary>Bytes in front of the reason.</summary>
    public const int HeadLength = 12;

    /// <summary>Encodes the reply; a reason that is too long is cut.</summary>
    public byte[] Encode()
    {
        var text = Encoding.UTF8.GetBytes(Reason);
        var length = Math.Min(text.Length, byte.MaxValue);
        var encoded = new byte[HeadLength + length];
        var writer = new SpanWriter(encoded);
        writer.U64(Handshake.Magic);
        writer.U16(Frame.CurrentVersion);
        writer.U8((byte)Refusal);
        writer.U8((byte)length);
        writer.Bytes(text.AsSpan(0, length));
        return encoded;
    }

    /// <summary>Decodes the head of a reply from untrusted bytes.</summary>
    /// <param name="source">At least <see cref="HeadLength"/> bytes.</param>
    /// <param name="refusal">The decision.</param>
    /// <param name="reasonLength">Bytes of text that follow.</param>
    /// <returns>Whether the bytes are the head of a reply.</returns>
    public static bool TryReadHead(ReadOnlySpan<byte> source, out HandshakeRefusal refusal, out int reasonLength)
    {
        var reader = new SpanReader(source);
        var magic = reader.U64();
        reader.U16();
        refusal = (HandshakeRefusal)reader.U8();
        reasonLength = reader.U8();
        return magic == Handshake.Magic && !reader.Failed && Enum.IsDefined(refusal);
    }
}
