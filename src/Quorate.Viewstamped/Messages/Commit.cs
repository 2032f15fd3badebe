namespace Quorate.Viewstamped;

/// <summary>
/// The heartbeat (VRR §4.1 step 7): sent by the primary to backups when it has no Prepare to send, when a
/// confirmation round begins, and promptly to a replica whose forwarded request committed. Promises nothing
/// beyond the view.
/// </summary>
public sealed class Commit : Message
{
    private const int Length = 40;

    /// <summary>The highest op committed.</summary>
    public required OpNumber CommitNumber { get; init; }

    /// <summary>Identity of the entry at the commit number; zero when it is no longer in memory.</summary>
    public required Checksum CommitChecksum { get; init; }

    /// <summary>The primary's head: a backup that lacks it asks for it.</summary>
    public required OpNumber Op { get; init; }

    /// <summary>The current confirmation round.</summary>
    public required RoundNumber Round { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.Commit;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(CommitNumber.Value);
        writer.U128(CommitChecksum.Value);
        writer.U64(Op.Value);
        writer.U64(Round.Value);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static Commit? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new Commit
        {
            View = header.View,
            CommitNumber = new OpNumber(reader.U64()),
            CommitChecksum = new Checksum(reader.U128()),
            Op = new OpNumber(reader.U64()),
            Round = new RoundNumber(reader.U64()),
        };
        return reader.IsComplete ? message : null;
    }
}
