namespace Quorate;

/// <summary>Names a checkpoint and everything needed to continue the log after it.</summary>
/// <param name="Op">The last op whose effects it contains.</param>
/// <param name="EntryChecksum">The identity of the entry at <paramref name="Op"/>: the parent of the next one.</param>
/// <param name="Timestamp">The agreed time of that entry: the next one's is later.</param>
/// <param name="StateDigest">Digest of the state and the sessions: equal on all replicas.</param>
public readonly record struct CheckpointReference(
    OpNumber Op, Checksum EntryChecksum, AgreedTime Timestamp, Checksum StateDigest)
{
    /// <summary>Bytes of the encoded reference.</summary>
    public const int EncodedLength = 48;

    /// <summary>Encodes the reference.</summary>
    public void Write(ref SpanWriter writer)
    {
        writer.U64(Op.Value);
        writer.U128(EntryChecksum.Value);
        writer.I64(Timestamp.UnixNanoseconds);
        writer.U128(StateDigest.Value);
    }

    /// <summary>Decodes a reference.</summary>
    public static CheckpointReference Read(ref SpanReader reader) =>
        new(new OpNumber(reader.U64()), new Checksum(reader.U128()), new AgreedTime(reader.I64()),
            new Checksum(reader.U128()));
}
