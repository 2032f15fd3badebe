using System.Buffers.Binary;
using System.IO.Hashing;

namespace Quorate;

/// <summary>
/// The frame format: length u32 (whole frame), version u16, kind u8, reserved u8, checksum u64 (XXH3 of everything
/// after it, seeded with the eight bytes before it), cluster u128, epoch u32, sender u8, reserved 3, view u64, payload.
/// Little-endian.
/// </summary>
public static class Frame
{
    /// <summary>Bytes in front of the payload.</summary>
    public const int HeaderLength = 48;

    /// <summary>
    /// The largest frame: a view change carries up to 8 MiB of entries (viewstamped.md A5), with room for heads.
    /// </summary>
    public const int LengthMax = 16 << 20;

    /// <summary>The protocol version spoken between replicas.</summary>
    public const ushort CurrentVersion = 1;

    private const int ChecksumOffset = 8;
    private const int CheckedOffset = 16;

    /// <summary>Bytes of the frame around <paramref name="message"/>.</summary>
    public static int LengthOf(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return HeaderLength + message.PayloadLength;
    }

    /// <summary>Encodes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cluster">The sender's cluster.</param>
    /// <param name="epoch">The sender's configuration.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="destination">Exactly <see cref="LengthOf"/> bytes.</param>
    public static void Write(Message message, ClusterId cluster, Epoch epoch, ReplicaId sender, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(message);
        Contract.Assert(destination.Length == LengthOf(message), "a frame's buffer fits it exactly");
        Contract.Assert(destination.Length <= LengthMax, "a frame is never larger than its receiver accepts");
        var writer = new SpanWriter(destination);
        writer.U32((uint)destination.Length);
        writer.U16(CurrentVersion);
        writer.U8(message.Kind);
        writer.U8(0);
        writer.U64(0);
        writer.U128(cluster.Value);
        writer.U32(epoch.Value);
        writer.U8(sender.Value);
        writer.Bytes([0, 0, 0]);
        writer.U64(message.View.Value);
        message.WritePayload(ref writer);
        Contract.Assert(writer.Position == destination.Length, "a message writes as many bytes as it said");
        BinaryPrimitives.WriteUInt64LittleEndian(destination[ChecksumOffset..], ChecksumOf(destination));
    }

    /// <summary>Reads the length of the frame that starts here, checking it before anything is allocated.</summary>
    /// <param name="source">At least four bytes.</param>
    /// <param name="length">The frame's length.</param>
    public static FrameError ReadLength(ReadOnlySpan<byte> source, out int length)
    {
        length = 0;
        if (source.Length < sizeof(uint))
        {
            return FrameError.Incomplete;
        }

        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(source);
        if (claimed is < HeaderLength or > LengthMax)
        {
            return FrameError.Length;
        }

        length = (int)claimed;
        return FrameError.None;
    }

    /// <summary>Verifies one whole frame.</summary>
    /// <param name="frame">Exactly one frame.</param>
    /// <param name="cluster">The receiver's cluster.</param>
    /// <param name="header">The header, when the frame is good.</param>
    public static FrameError Verify(ReadOnlySpan<byte> frame, ClusterId cluster, out FrameHeader header)
    {
        header = default;
        var error = ReadLength(frame, out var length);
        if (error != FrameError.None)
        {
            return error;
        }

        if (length != frame.Length)
        {
            return FrameError.Length;
        }

        var reader = new SpanReader(frame);
        reader.U32();
        var version = reader.U16();
        var kind = reader.U8();
        var reserved = (uint)reader.U8();
        var checksum = reader.U64();
        if (version != CurrentVersion)
        {
            return FrameError.Version;
        }

        if (checksum != ChecksumOf(frame))
        {
            return FrameError.Checksum;
        }

        var sentCluster = new ClusterId(reader.U128());
        var epoch = new Epoch(reader.U32());
        var sender = new ReplicaId(reader.U8());
        reserved |= (uint)(reader.U8() | reader.U8() | reader.U8());
        header = new FrameHeader(kind, sentCluster, epoch, sender, new ViewNumber(reader.U64()), length - HeaderLength);
        return reserved != 0 ? FrameError.Reserved : sentCluster != cluster ? FrameError.Cluster : FrameError.None;
    }

    private static ulong ChecksumOf(ReadOnlySpan<byte> frame) =>
        XxHash3.HashToUInt64(frame[CheckedOffset..], BinaryPrimitives.ReadInt64LittleEndian(frame));
}
