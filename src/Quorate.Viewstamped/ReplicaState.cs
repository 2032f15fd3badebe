namespace Quorate.Viewstamped;

/// <summary>
/// Every mutable field of a replica, with its invariant; no behaviour. Sub-protocols receive it; a change of phase goes
/// through <see cref="Transitions"/> alone.
/// </summary>
internal sealed class ReplicaState
{
    internal ReplicaState(ViewstampedOptions options, ISessionTable sessions)
    {
        Options = options;
        Quorum = options.QuorumOverride ?? Quorate.Quorum.Crash(options.Members);
        Admission = new RequestAdmission(sessions, options.Admission);
        Peers = new PeerProgress[options.Members];
        for (var i = 0; i < Peers.Length; i++)
        {
            Peers[i] = new PeerProgress();
        }
    }

    internal ViewstampedOptions Options { get; }

    /// <summary>Members of a quorum, counting this replica.</summary>
    internal int Quorum { get; }

    internal ReplicaId Self => Options.Self;

    internal ReplicaStatus Status { get; set; } = ReplicaStatus.Recovering;

    /// <summary>Never decreases, also over restarts; durable before any message carries it.</summary>
    internal ViewNumber View { get; set; }

    /// <summary>The view whose log is installed; never above <see cref="View"/>, equal to it while normal.</summary>
    internal ViewNumber LogView { get; set; }

    /// <summary>The view in the newest metadata handed to the disk; never above <see cref="View"/>.</summary>
    internal ViewNumber SavedView { get; set; }

    /// <summary>The log-view in the newest metadata handed to the disk.</summary>
    internal ViewNumber SavedLogView { get; set; }

    internal ReplicaLog Log { get; } = new();

    /// <summary>Highest op handed to the executor; never above the head, never decreases.</summary>
    internal OpNumber Commit { get; set; }

    /// <summary>
    /// Highest commit number heard in the view whose log is installed (viewstamped.md N7); may exceed the head.
    /// </summary>
    internal OpNumber CommitKnown { get; set; }

    /// <summary>Highest op the executor has finished; never above <see cref="Commit"/>.</summary>
    internal OpNumber Executed { get; set; }

    /// <summary>Highest op durable here under the durable log-view: what this replica's own vote covers.</summary>
    internal OpNumber DurableOp { get; set; }

    /// <summary>Log writes on their way to disk, in ticket order.</summary>
    internal Queue<(Ticket Ticket, OpNumber Op)> Writing { get; } = new();

    /// <summary>The head at the time this replica became primary; reads wait for it (viewstamped.md V6).</summary>
    internal OpNumber ViewStartOp { get; set; }

    internal Generation Generation { get; set; }

    internal Ticket LastTicket { get; set; }

    internal Ticket PersistedTicket { get; set; }

    /// <summary>The write that makes the current view durable; backs every send that carries it.</summary>
    internal Ticket ViewTicket { get; set; }

    /// <summary>The last log write; backs acknowledgements.</summary>
    internal Ticket LogTicket { get; set; }

    internal Cookie LastCookie { get; set; }

    /// <summary>One slot per member, by identity.</summary>
    internal PeerProgress[] Peers { get; }

    internal RequestAdmission Admission { get; }

    internal EntryBuilder Builder { get; } = new();

    internal PendingReads Reads { get; } = new();

    internal Timers Timers { get; } = new();

    internal Prng Prng { get; set; } = new(0);

    internal MonotonicTime Now { get; set; }

    internal AgreedTime WallClock { get; set; }

    /// <summary>The clock has moved in this turn: timers are looked at when it ends.</summary>
    internal bool AreTimersDue { get; set; }

    // Primary ------------------------------------------------------------------------------------------------------

    /// <summary>The primary hears no quorum and has fallen silent so that others can take over.</summary>
    internal bool HasAbdicated { get; set; }

    /// <summary>When the oldest entry in flight became the oldest.</summary>
    internal MonotonicTime ProgressAt { get; set; }

    /// <summary>Whether the commit number moved since the last Prepare or Commit to backups that wait for it.</summary>
    internal bool HasCommitNews { get; set; }

    /// <summary>The last entry marked for a checkpoint.</summary>
    internal OpNumber MarkedOp { get; set; }

    internal long BytesSinceMark { get; set; }

    /// <summary>When the state machine wants a pulse; null when it does not.</summary>
    internal AgreedTime? PulseDue { get; set; }

    /// <summary>The last pulse entry prepared; another one waits until it is executed.</summary>
    internal OpNumber PulseOp { get; set; }

    // Backup -------------------------------------------------------------------------------------------------------

    /// <summary>An acknowledgement is owed at the end of the turn.</summary>
    internal bool OwesPrepareOk { get; set; }

    /// <summary>Latest confirmation round heard in the current view.</summary>
    internal RoundNumber RoundHeard { get; set; }

    // View change --------------------------------------------------------------------------------------------------

    /// <summary>View changes entered in a row without anything new committed: the exponent of the time-out.</summary>
    internal int FailedViewChanges { get; set; }

    // State transfer -----------------------------------------------------------------------------------------------

    /// <summary>The open question's nonce; zero when none is open.</summary>
    internal ulong TransferNonce { get; set; }

    internal OpNumber TransferAfter { get; set; }

    internal ReplicaId TransferSource { get; set; }

    /// <summary>Journal reads under way for peers: who asked what.</summary>
    internal List<PendingLogRead> LogReads { get; } = [];

    /// <summary>The checkpoint being fetched; null when none is.</summary>
    internal CheckpointFetch? Fetch { get; set; }

    // Checkpoints --------------------------------------------------------------------------------------------------

    /// <summary>The last durable checkpoint.</summary>
    internal CheckpointReference Checkpoint { get; set; }

    /// <summary>Its size in bytes, as the host reported it.</summary>
    internal long CheckpointBytes { get; set; }

    /// <summary>Log records at or below this op are released from the journal.</summary>
    internal OpNumber ReleasedOp { get; set; }

    /// <summary>What to release once the metadata that names the newer checkpoint is durable.</summary>
    internal Queue<(Ticket Ticket, OpNumber LogThrough, OpNumber Checkpoint)> Releases { get; } = new();

    /// <summary>Until then a peer is taken to fetch from here: nothing is released (viewstamped.md K4).</summary>
    internal MonotonicTime ServingUntil { get; set; }

    /// <summary>Reads of checkpoint chunks under way for peers.</summary>
    internal List<(Cookie Cookie, ReplicaId Peer, OpNumber Op)> CheckpointReads { get; } = [];

    // Derived ------------------------------------------------------------------------------------------------------

    // Asked several times a step; dividing by 64 bits costs several times what 32 bits do.
    internal ReplicaId PrimaryOf(ViewNumber view) => new((byte)(view.Value <= uint.MaxValue
        ? (uint)view.Value % (uint)Options.Members
        : view.Value % (ulong)Options.Members));

    internal bool IsNormalPrimary => Status == ReplicaStatus.Normal && PrimaryOf(View) == Self;

    internal bool IsNormalBackup => Status == ReplicaStatus.Normal && PrimaryOf(View) != Self;

    internal PeerProgress Peer(ReplicaId id) => Peers[id.Value];
}
