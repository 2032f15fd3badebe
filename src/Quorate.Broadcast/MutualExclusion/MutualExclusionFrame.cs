namespace Quorate.Broadcast;

/// <summary>A message of mutual exclusion; its time names the request, or is later than it.</summary>
internal readonly record struct MutualExclusionFrame(MutualExclusionKind Kind, LamportTimestamp Time)
{
    private const int Length = 1 + 8;

    public byte[] Encode()
    {
        var bytes = new byte[Length];
        var writer = new SpanWriter(bytes);
        writer.U8((byte)Kind);
        writer.U64(Time.Value);
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out MutualExclusionFrame frame)
    {
        var reader = new SpanReader(bytes);
        frame = new MutualExclusionFrame((MutualExclusionKind)reader.U8(), new LamportTimestamp(reader.U64()));
        return reader.IsComplete && frame is { Kind: >= MutualExclusionKind.Request and <= MutualExclusionKind.Release }
            && frame.Time > LamportTimestamp.Zero;
    }
}
