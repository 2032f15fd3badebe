namespace Quorate;

/// <summary>The content of an install record: count (4), reserved (4), sequence (8), state.</summary>
internal sealed record JournalInstall
{
    /// <summary>Bytes of the longest payload.</summary>
    public const int EncodedLengthMax = HeadLength + DurableStateCodec.EncodedLengthMax;

    private const int HeadLength = (2 * sizeof(uint)) + sizeof(ulong);

    /// <summary>Where the record stands.</summary>
    public required JournalPosition Position { get; init; }

    /// <summary>The chain before the record.</summary>
    public required ulong Chain { get; init; }

    /// <summary>The last op that stays.</summary>
    public required OpNumber After { get; init; }

    /// <summary>Entry records that follow.</summary>
    public required int Count { get; init; }

    /// <summary>How new the state is.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>The metadata that takes effect with the log.</summary>
    public required DurableState State { get; init; }

    /// <summary>Bytes of a payload.</summary>
    public static int LengthOf(DurableState state) => HeadLength + DurableStateCodec.LengthOf(state);

    /// <summary>Encodes the payload.</summary>
    public static void Write(int count, ulong sequence, DurableState state, Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        writer.U32((uint)count);
        writer.U32(0);
        writer.U64(sequence);
        DurableStateCodec.Write(state, ref writer);
    }

    /// <summary>Decodes the payload of <paramref name="record"/>.</summary>
    public static bool TryRead(in JournalRecord record, ReadOnlySpan<byte> payload, out JournalInstall? install)
    {
        var reader = new SpanReader(payload);
        var count = reader.U32();
        var reserved = reader.U32();
        install = new JournalInstall
        {
            Position = record.Position,
            Chain = record.Chain,
            After = record.Op,
            Count = (int)count,
            Sequence = reader.U64(),
            State = DurableStateCodec.Read(ref reader),
        };
        return reader.IsComplete && reserved == 0 && install.Count >= 0;
    }
}
