namespace Quorate;

/// <summary>The encoding of <see cref="DurableState"/>: checkpoint, log base, length (2) of the block, block.</summary>
internal static class DurableStateCodec
{
    /// <summary>Bytes of the longest encoded state.</summary>
    public const int EncodedLengthMax = HeadLength + ProtocolBlock.LengthMax;

    private const int HeadLength = CheckpointReference.EncodedLength + sizeof(ulong) + sizeof(ushort);

    /// <summary>Bytes of an encoded state.</summary>
    public static int LengthOf(DurableState state) => HeadLength + state.Protocol.Bytes.Length;

    /// <summary>Encodes a state.</summary>
    public static void Write(DurableState state, ref SpanWriter writer)
    {
        state.Checkpoint.Write(ref writer);
        writer.U64(state.LogBase.Value);
        writer.U16((ushort)state.Protocol.Bytes.Length);
        writer.Bytes(state.Protocol.Bytes);
    }

    /// <summary>Decodes a state; the reader tells whether the bytes sufficed.</summary>
    public static DurableState Read(ref SpanReader reader)
    {
        var checkpoint = CheckpointReference.Read(ref reader);
        var logBase = new OpNumber(reader.U64());
        var length = reader.U16();
        if (length > ProtocolBlock.LengthMax)
        {
            reader.Fail();
        }

        return new DurableState
        {
            Checkpoint = checkpoint,
            LogBase = logBase,
            Protocol = ProtocolBlock.Of(reader.Bytes(length)),
        };
    }
}
