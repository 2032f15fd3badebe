using System.Buffers;
using System.Buffers.Binary;

namespace Quorate.Etcd.Grpc;

/// <summary>The five bytes before every message: a compressed flag and a big-endian length.</summary>
internal static class GrpcFrame
{
    public const int PrefixBytes = 5;

    /// <summary>Reads a prefix.</summary>
    /// <returns>Whether all of it has arrived.</returns>
    public static bool TryReadPrefix(in ReadOnlySequence<byte> received, out byte flag, out uint length)
    {
        flag = 0;
        length = 0;
        if (received.Length < PrefixBytes)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        received.Slice(0, PrefixBytes).CopyTo(prefix);
        flag = prefix[0];
        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return true;
    }

    /// <summary>Writes the prefix of an uncompressed message of <paramref name="length"/> bytes.</summary>
    public static void WritePrefix(IBufferWriter<byte> destination, int length)
    {
        var prefix = destination.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)length);
        destination.Advance(PrefixBytes);
    }
}
