namespace Quorate.Broadcast;

/// <summary>
/// Every mutable field of a replica, with its invariant; no behaviour. <see cref="LamportInvariants"/> checks them.
/// </summary>
internal sealed class LamportState
{
    internal LamportState(LamportOptions options, ISessionTable sessions)
    {
        Options = options;
        Admission = new RequestAdmission(sessions, options.Admission);
        Order = new OrderPosition(options.Members);
        Saved = new OrderPosition(options.Members);
        Peers = new PeerState[options.Members];
        HoldBack = new Queue<Entry>[options.Members];
        for (var i = 0; i < options.Members; i++)
        {
            Peers[i] = new PeerState { ResendAfter = options.ResendInterval };
            HoldBack[i] = new Queue<Entry>();
        }
    }

    internal LamportOptions Options { get; }

    internal ReplicaId Self => Options.Self;

    internal ReplicaStatus Status { get; set; } = ReplicaStatus.Recovering;

    internal Incarnation Incarnation { get; set; }

    // Clock (lamport.md L1–L5) --------------------------------------------------------------------------------------

    /// <summary>The logical clock; never goes back, also not over a restart.</summary>
    internal LamportTimestamp Clock { get; set; }

    /// <summary>The bound in the newest metadata handed to the disk.</summary>
    internal LamportTimestamp ReservedBound { get; set; }

    /// <summary>The bound in the durable metadata: every clock that leaves is below it.</summary>
    internal LamportTimestamp DurableBound { get; set; }

    /// <summary>Metadata on its way to disk, in ticket order.</summary>
    internal Queue<(Ticket Ticket, LamportTimestamp Bound)> BoundWrites { get; } = new();

    // Local log (lamport.md L6) -------------------------------------------------------------------------------------

    internal Ticket LastTicket { get; set; }

    internal Ticket PersistedTicket { get; set; }

    /// <summary>The last position of the local log.</summary>
    internal OpNumber LogHead { get; set; }

    /// <summary>The last position that a restart does not need.</summary>
    internal OpNumber LogBase { get; set; }

    /// <summary>What stands at the positions from the base to the head.</summary>
    internal Queue<LogRecord> Log { get; } = new();

    /// <summary>Entries on their way to disk, in ticket order.</summary>
    internal Queue<(Ticket Ticket, LogRecord Record)> Writing { get; } = new();

    // Own entries ---------------------------------------------------------------------------------------------------

    internal OwnEntries Own { get; } = new();

    /// <summary>The identity of the last own entry.</summary>
    internal Checksum OwnChecksum { get; set; }

    /// <summary>The last own entry that is durable here; only these are sent (lamport.md L6).</summary>
    internal OpNumber OwnDurable { get; set; }

    // The order -----------------------------------------------------------------------------------------------------

    /// <summary>By sender: what is received and not delivered.</summary>
    internal Queue<Entry>[] HoldBack { get; }

    /// <summary>Entries in all of <see cref="HoldBack"/>.</summary>
    internal int HeldBack { get; set; }

    /// <summary>How far the order is delivered.</summary>
    internal OrderPosition Order { get; }

    /// <summary>The largest place that something waits at here: what peers are asked to pass.</summary>
    internal LamportTimestamp LastPlace { get; set; }

    /// <summary>Since when nothing was delivered although something waits; never when nothing waits.</summary>
    internal MonotonicTime BlockedSince { get; set; } = MonotonicTime.Never;

    /// <summary>When peers are asked for their clocks.</summary>
    internal MonotonicTime AskAt { get; set; } = MonotonicTime.Never;

    internal ReadPlaces Reads { get; } = new();

    internal PeerState[] Peers { get; }

    // Execution and checkpoints -------------------------------------------------------------------------------------

    /// <summary>Highest op the executor has finished; never above the delivered one.</summary>
    internal OpNumber Executed { get; set; }

    /// <summary>The last durable checkpoint.</summary>
    internal CheckpointReference Checkpoint { get; set; }

    /// <summary>Its size, as the host reported it.</summary>
    internal long CheckpointBytes { get; set; }

    /// <summary>The order as that checkpoint holds it.</summary>
    internal OrderPosition Saved { get; set; }

    /// <summary>The checkpoint that is being taken or written; null when none is.</summary>
    internal OrderPosition? Marked { get; set; }

    /// <summary>Entries and bytes since the last place for a checkpoint: functions of the delivered sequence.</summary>
    internal int OpsSincePlace { get; set; }

    internal long BytesSincePlace { get; set; }

    /// <summary>Bytes since the last checkpoint that was really taken here.</summary>
    internal long BytesSinceTaken { get; set; }

    /// <summary>What to release once the metadata that says so is durable.</summary>
    internal Queue<(Ticket Ticket, OpNumber LogThrough, OpNumber Checkpoint)> Releases { get; } = new();

    // Time and requests ---------------------------------------------------------------------------------------------

    internal MonotonicTime Now { get; set; }

    internal AgreedTime WallClock { get; set; }

    /// <summary>The clock has moved in this turn: timers are looked at when it ends.</summary>
    internal bool AreTimersDue { get; set; }

    /// <summary>When the state machine wants a pulse; null when it does not.</summary>
    internal AgreedTime? PulseDue { get; set; }

    /// <summary>When to look whether it is time.</summary>
    internal MonotonicTime PulseAt { get; set; } = MonotonicTime.Never;

    /// <summary>The number of the last pulse sent by this replica; another one waits until it is executed.</summary>
    internal OpNumber PulseNumber { get; set; }

    /// <summary>The op at which that pulse was delivered; zero until it is.</summary>
    internal OpNumber PulseOp { get; set; }

    internal RequestAdmission Admission { get; }

    internal EntryBuilder Builder { get; } = new();

    internal PeerState Peer(ReplicaId id) => Peers[id.Value];

    internal Queue<Entry> OwnHeldBack => HoldBack[Self.Value];

    /// <summary>Whether something waits for its place in the order.</summary>
    internal bool HasWaiting => HeldBack > 0 || Reads.Count > 0;
}
