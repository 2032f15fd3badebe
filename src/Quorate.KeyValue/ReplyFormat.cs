using System.Buffers;
using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>
/// The frame of replies: status byte, header revision (8 bytes, little-endian), response without its header.
/// </summary>
public static class ReplyFormat
{
    /// <summary>Bytes before the response message.</summary>
    public const int PrefixBytes = 1 + sizeof(long);

    /// <summary>Takes a reply apart.</summary>
    /// <param name="reply">A reply of this state machine.</param>
    /// <param name="error">The status.</param>
    /// <param name="revision">The revision for the response header.</param>
    /// <param name="response">The protobuf response without its header field; empty on errors.</param>
    /// <returns>False when the bytes are not a reply.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> reply, out KeyValueError error, out long revision, out ReadOnlySpan<byte> response)
    {
        error = default;
        revision = default;
        response = default;
        if (reply.Length < PrefixBytes)
        {
            return false;
        }

        error = (KeyValueError)reply[0];
        revision = BinaryPrimitives.ReadInt64LittleEndian(reply[1..]);
        response = reply[PrefixBytes..];
        return true;
    }

    internal static void WriteStatus(IBufferWriter<byte> reply, KeyValueError error, long revision)
    {
        var prefix = reply.GetSpan(PrefixBytes);
        prefix[0] = (byte)error;
        BinaryPrimitives.WriteInt64LittleEndian(prefix[1..], revision);
        reply.Advance(PrefixBytes);
    }
}
