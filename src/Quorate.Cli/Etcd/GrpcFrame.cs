using System.Buffers.Binary;

namespace Quorate.Cli.Etcd;

/// <summary>gRPC's length-prefixed message: one byte of flags, four of length, the message.</summary>
internal static class GrpcFrame
{
    /// <summary>Bytes in front of the message.</summary>
    public const int PrefixLength = 5;

    /// <summary>Puts the prefix in front of a message.</summary>
    public static byte[] Around(ReadOnlySpan<byte> message)
    {
        var frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>Takes the one message out of a unary reply's body.</summary>
    /// <exception cref="FormatException">The body is not exactly one uncompressed message.</exception>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> body)
    {
        if (body.Length < PrefixLength || body.Span[0] != 0)
        {
            throw new FormatException("The reply is not a gRPC message.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(body.Span[1..]);
        return length == body.Length - PrefixLength
            ? body[PrefixLength..]
            : throw new FormatException("The reply's length does not match its prefix.");
    }
}
