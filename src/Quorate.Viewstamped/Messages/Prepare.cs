namespace Quorate.Viewstamped;

/// <summary>
/// The primary orders an entry (VRR §4.1 step 3). Sent to every backup, before the primary's own write; promises only
/// the view, which is why a restarted primary never resumes its view (viewstamped.md R3).
/// </summary>
public sealed class Prepare : Message
{
    private const int HeadLength = 16;

    /// <summary>The primary's commit number.</summary>
    public required OpNumber CommitNumber { get; init; }

    /// <summary>The current confirmation round (viewstamped.md A4).</summary>
    public required RoundNumber Round { get; init; }

    /// <summary>The entry; its own view is the one in which it was first prepared.</summary>
    public required Entry Entry { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.Prepare;

    /// <inheritdoc/>
    public override int PayloadLength => HeadLength + Entry.Encoded.Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(CommitNumber.Value);
        writer.U64(Round.Value);
        writer.Bytes(Entry.Encoded.Span);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static Prepare? Read(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var commit = new OpNumber(reader.U64());
        var round = new RoundNumber(reader.U64());
        return !reader.Failed && Entry.TryRead(payload[HeadLength..], out var entry) && !entry!.Header.IsStamped
            ? new Prepare { View = header.View, CommitNumber = commit, Round = round, Entry = entry! }
            : null;
    }
}
