namespace Quorate.Broadcast;

/// <summary>What a replica knows of one other, and what it has told it; both directions of their link.</summary>
internal sealed class PeerState
{
    // What it said ---------------------------------------------------------------------------------------------------

    /// <summary>The latest incarnation it spoke in; zero while it has not spoken to this one.</summary>
    internal Incarnation Incarnation { get; set; }

    /// <summary>The first clock heard in that incarnation: none before it has said more (lamport.md L22).</summary>
    internal LamportTimestamp FirstClock { get; set; }

    /// <summary>When it was heard last.</summary>
    internal MonotonicTime HeardAt { get; set; }

    /// <summary>No entry of its that is still to be received has this time or an earlier one (lamport.md L8).</summary>
    internal LamportTimestamp Heard { get; set; }

    /// <summary>The number of its last entry received, without gaps.</summary>
    internal OpNumber Received { get; set; }

    /// <summary>That entry's identity.</summary>
    internal Checksum ReceivedChecksum { get; set; }

    /// <summary>That entry's logical time.</summary>
    internal LamportTimestamp ReceivedTime { get; set; }

    /// <summary>The number of its last entry that is durable here; what an acknowledgement may say.</summary>
    internal OpNumber ReceivedDurable { get; set; }

    // What it holds of ours ------------------------------------------------------------------------------------------

    /// <summary>Entries of this replica that are durable there.</summary>
    internal OpNumber Acknowledged { get; set; }

    /// <summary>Entries of this replica that were sent to it since the last loss.</summary>
    internal OpNumber SentThrough { get; set; }

    /// <summary>Something was lost: one message of entries at a time until it acknowledges again.</summary>
    internal bool IsProbing { get; set; }

    /// <summary>When what was sent is taken for lost.</summary>
    internal MonotonicTime ResendAt { get; set; } = MonotonicTime.Never;

    /// <summary>The time until then; doubles with every loss in a row.</summary>
    internal TimeSpan ResendAfter { get; set; }

    // What it is owed ------------------------------------------------------------------------------------------------

    /// <summary>It waits to hear this replica's clock past this value.</summary>
    internal LamportTimestamp Owed { get; set; }

    /// <summary>The highest clock sent to it since it last said that it misses one.</summary>
    internal LamportTimestamp Announced { get; set; }

    /// <summary>The acknowledgement last sent to it.</summary>
    internal OpNumber AcknowledgementSent { get; set; }

    /// <summary>When an acknowledgement goes out by itself.</summary>
    internal MonotonicTime AcknowledgeAt { get; set; } = MonotonicTime.Never;

    /// <summary>When it hears of this replica at the latest.</summary>
    internal MonotonicTime HeartbeatAt { get; set; }

    // What was wrong -------------------------------------------------------------------------------------------------

    /// <summary>Messages of it that were refused.</summary>
    internal ulong Refused { get; set; }

    /// <summary>Why the last one was; cleared when it is heard in a later incarnation.</summary>
    internal Contradiction Contradiction { get; set; }

    /// <summary>The sentence for the operator.</summary>
    internal string? Complaint { get; set; }

    internal bool HasSpoken => Incarnation != default;

    internal void Walk(CanonicalCodec codec)
    {
        Incarnation = new Incarnation(codec.U64(Incarnation.Value));
        FirstClock = new LamportTimestamp(codec.U64(FirstClock.Value));
        HeardAt = codec.Time(HeardAt);
        Heard = new LamportTimestamp(codec.U64(Heard.Value));
        Received = codec.Op(Received);
        ReceivedChecksum = new Checksum(codec.U128(ReceivedChecksum.Value));
        ReceivedTime = new LamportTimestamp(codec.U64(ReceivedTime.Value));
        ReceivedDurable = codec.Op(ReceivedDurable);
        Acknowledged = codec.Op(Acknowledged);
        SentThrough = codec.Op(SentThrough);
        IsProbing = codec.Flag(IsProbing);
        ResendAt = codec.Time(ResendAt);
        ResendAfter = new TimeSpan(codec.I64(ResendAfter.Ticks));
        Owed = new LamportTimestamp(codec.U64(Owed.Value));
        Announced = new LamportTimestamp(codec.U64(Announced.Value));
        AcknowledgementSent = codec.Op(AcknowledgementSent);
        AcknowledgeAt = codec.Time(AcknowledgeAt);
        HeartbeatAt = codec.Time(HeartbeatAt);
        Refused = codec.U64(Refused);
        Contradiction = (Contradiction)codec.I32((int)Contradiction);
        Complaint = codec.Flag(Complaint is not null) ? Text(codec, Complaint) : null;
    }

    private static string Text(CanonicalCodec codec, string? current) =>
        System.Text.Encoding.UTF8.GetString(codec.Bytes(System.Text.Encoding.UTF8.GetBytes(current ?? "")).Span);
}
