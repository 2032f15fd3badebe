namespace Quorate.Broadcast;

/// <summary>A message of the total order, or a null message that only carries the time.</summary>
/// <param name="IsNull">Whether there is nothing to deliver.</param>
/// <param name="Time">The sender's clock when it was made.</param>
/// <param name="Delivered">How far the sender has delivered.</param>
/// <param name="Payload">What to deliver.</param>
internal readonly record struct TotalOrderFrame(
    bool IsNull, LamportTimestamp Time, EntryStamp Delivered, ReadOnlyMemory<byte> Payload)
{
    private const int HeaderLength = 1 + 8 + 8 + 1;

    public byte[] Encode()
    {
        var bytes = new byte[HeaderLength + Payload.Length];
        var writer = new SpanWriter(bytes);
        writer.U8(IsNull ? (byte)1 : (byte)0);
        writer.U64(Time.Value);
        writer.U64(Delivered.Time.Value);
        writer.U8(Delivered.Sender.Value);
        writer.Bytes(Payload.Span);
        return bytes;
    }

    public static bool TryRead(ReadOnlyMemory<byte> bytes, int members, out TotalOrderFrame frame)
    {
        var reader = new SpanReader(bytes.Span);
        var isNull = reader.Flag();
        var time = new LamportTimestamp(reader.U64());
        var delivered = new EntryStamp(new LamportTimestamp(reader.U64()), new ReplicaId(reader.U8()));
        frame = default;
        var isKnown = time > LamportTimestamp.Zero && delivered.Sender.Value < members;
        if (reader.Failed || !isKnown || (isNull && reader.Remaining > 0))
        {
            return false;
        }

        frame = new TotalOrderFrame(isNull, time, delivered, bytes[HeaderLength..]);
        return true;
    }
}
