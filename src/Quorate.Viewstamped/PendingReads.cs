namespace Quorate.Viewstamped;

/// <summary>
/// Linearizable reads at the primary: those that wait for the next confirmation round, and those in the current one.
/// </summary>
internal sealed class PendingReads
{
    /// <summary>
    /// The current round of the view; rounds never repeat within a view, and a view has one primary incarnation (R3).
    /// </summary>
    internal RoundNumber Round { get; set; }

    /// <summary>Whether the current round still waits for echoes.</summary>
    internal bool IsRoundOpen { get; set; }

    /// <summary>What the reads of the open round must wait for.</summary>
    internal OpNumber ReadOp { get; set; }

    /// <summary>Reads of the open round.</summary>
    internal List<(ReplicaId Origin, Cookie Cookie)> Confirming { get; private set; } = [];

    /// <summary>Reads that join the next round.</summary>
    internal List<(ReplicaId Origin, Cookie Cookie)> Joining { get; private set; } = [];

    /// <summary>The joining reads become the confirming ones.</summary>
    internal void BeginRound(OpNumber readOp)
    {
        Contract.Assert(!IsRoundOpen && Confirming.Count == 0, "one round is open at a time");
        Round = Round.Next;
        IsRoundOpen = true;
        ReadOp = readOp;
        (Confirming, Joining) = (Joining, Confirming);
    }

    internal void Walk(CanonicalCodec codec)
    {
        Round = new RoundNumber(codec.U64(Round.Value));
        IsRoundOpen = codec.Flag(IsRoundOpen);
        ReadOp = codec.Op(ReadOp);
        codec.List(Confirming, read => (codec.Replica(read.Origin), codec.Cookie(read.Cookie)));
        codec.List(Joining, read => (codec.Replica(read.Origin), codec.Cookie(read.Cookie)));
    }

    /// <summary>Leaving the view drops all reads; whoever asked asks again.</summary>
    internal void Clear()
    {
        Round = default;
        IsRoundOpen = false;
        ReadOp = default;
        Confirming.Clear();
        Joining.Clear();
    }
}
