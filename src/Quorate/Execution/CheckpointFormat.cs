namespace Quorate;

/// <summary>
/// The chunks of a checkpoint: a section head, the chunks of the sessions, a section head, the chunks of the state
/// machine as it made them. A section head is a chunk of its own: magic (4), version (2), kind (1), reserved (1), op
/// (8).
/// </summary>
internal static class CheckpointFormat
{
    private const uint Magic = 0x50435151;
    private const ushort Version = 1;
    private const int HeadLength = 16;
    private const int DigestedLength = 40;
    private const byte SessionSection = 1;
    private const byte MachineSection = 2;

    /// <summary>The digest that names sessions and state at one op.</summary>
    public static Checksum DigestOf(OpNumber op, Checksum sessions, Checksum machine)
    {
        Span<byte> digested = stackalloc byte[DigestedLength];
        var writer = new SpanWriter(digested);
        writer.U64(op.Value);
        writer.U128(sessions.Value);
        writer.U128(machine.Value);
        return Checksum.Of(digested);
    }

    /// <summary>The chunks, lazily; may be enumerated again.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Chunks(
        OpNumber op, SessionSnapshot sessions, IStateSnapshot machine)
    {
        yield return Head(SessionSection, op);
        foreach (var chunk in sessions.Chunks())
        {
            yield return chunk;
        }

        yield return Head(MachineSection, op);
        foreach (var chunk in machine.Chunks())
        {
            yield return chunk;
        }
    }

    /// <summary>Replaces sessions and state by those of the chunks.</summary>
    /// <exception cref="FormatException">The chunks are not a checkpoint at <paramref name="op"/>.</exception>
    public static void Load(
        OpNumber op, IEnumerable<ReadOnlyMemory<byte>> chunks, SessionTable sessions, IStateMachine machine)
    {
        using var enumerator = chunks.GetEnumerator();
        var source = new ChunkSource(enumerator);
        ExpectHead(source, SessionSection, op);
        sessions.Restore(source);
        ExpectHead(source, MachineSection, op);
        machine.Restore(source.RemainingChunks());
    }

    private static byte[] Head(byte kind, OpNumber op)
    {
        var head = new byte[HeadLength];
        var writer = new SpanWriter(head);
        writer.U32(Magic);
        writer.U16(Version);
        writer.U8(kind);
        writer.U8(0);
        writer.U64(op.Value);
        return head;
    }

    private static void ExpectHead(ChunkSource source, byte kind, OpNumber op)
    {
        var aligned = source.IsAtBorder;
        var magic = source.U32();
        var versionAndKind = source.U32();
        var sectionOp = new OpNumber(source.U64());
        if (!aligned || magic != Magic || versionAndKind != (Version | ((uint)kind << 16)) || !source.IsAtBorder)
        {
            throw new FormatException($"The checkpoint has no section {kind} where it belongs.");
        }

        if (sectionOp != op)
        {
            throw new FormatException($"The checkpoint is one of op {sectionOp}, not {op}.");
        }
    }
}
