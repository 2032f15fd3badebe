namespace Quorate;

/// <summary>The fixed encoding of <see cref="DurableState"/> in the journal's metadata.</summary>
internal static class DurableStateCodec
{
    /// <summary>Bytes of an encoded state.</summary>
    public const int EncodedLength = (5 * sizeof(ulong)) + CheckpointReference.EncodedLength;

    /// <summary>Encodes a state.</summary>
    public static void Write(DurableState state, ref SpanWriter writer)
    {
        writer.U64(state.View.Value);
        writer.U64(state.LogView.Value);
        writer.U64(state.FrozenOp.Value);
        writer.U64(state.FrozenCommit.Value);
        writer.U64(state.CommitHint.Value);
        state.Checkpoint.Write(ref writer);
    }

    /// <summary>Decodes a state; the reader tells whether the bytes sufficed.</summary>
    public static DurableState Read(ref SpanReader reader) => new()
    {
        View = new ViewNumber(reader.U64()),
        LogView = new ViewNumber(reader.U64()),
        FrozenOp = new OpNumber(reader.U64()),
        FrozenCommit = new OpNumber(reader.U64()),
        CommitHint = new OpNumber(reader.U64()),
        Checkpoint = CheckpointReference.Read(ref reader),
    };
}
