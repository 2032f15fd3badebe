using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>
/// Every promise is backed by the durable image of the instant at which it leaves (viewstamped.md §10, N4, V3, V5;
/// architecture.md §10). It sees the messages that <see cref="HeldSends"/> lets go, and believes nothing but the disk.
/// </summary>
internal sealed class PromiseChecker(
    int replicas,
    CommittedEntriesChecker committed,
    MonotoneViewChecker views,
    PreparedEntriesChecker prepared,
    ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "durable-promise";

    /// <summary>The name for DoViewChange messages of one view that differ (DEF-14).</summary>
    public const string FrozenName = "frozen-vote";

    private readonly HashSet<ulong> _begun = [];
    private readonly Dictionary<(int Replica, ulong View), DoViewChange> _votes = [];
    private readonly Dictionary<(int Replica, ulong View), List<(ulong Op, Checksum Checksum)>> _tails = [];

    /// <summary>Promises checked.</summary>
    public long Checked { get; private set; }

    /// <summary>A message leaves a replica whose disk holds <paramref name="image"/>.</summary>
    public void Released(int replica, ReplicaId to, Message message, DurableImage image)
    {
        Checked++;
        switch (message)
        {
            case PrepareOk acknowledgement:
                OnPrepareOk(replica, to, acknowledgement, image);
                break;
            case Prepare prepare:
                OnPrepare(replica, prepare, image);
                break;
            case DoViewChange vote:
                OnDoViewChange(replica, vote, image);
                break;
            case StartView start:
                OnStartView(replica, start, image);
                break;
            case Commit:
                prepared.SpeaksAsPrimary(replica, message.View.Value);
                RequireView(replica, message, image, normal: true);
                break;
            case GetState or GetCheckpoint:
                // These ask about a view that the sender need not have entered (viewstamped.md S2).
                break;
            default:
                RequireView(replica, message, image, normal: message is CommitOk or NewState { IsComplete: true });
                break;
        }
    }

    private void OnPrepareOk(int replica, ReplicaId to, PrepareOk message, DurableImage image)
    {
        RequireView(replica, message, image, normal: true);
        if (to.Value != message.View.Value % (ulong)replicas)
        {
            violations.Report(PreparedEntriesChecker.Name, $"r{replica} acknowledges view {message.View} to {to}");
        }

        RequireEntry(replica, message, message.Op.Value, message.EntryChecksum, image);
        views.Advertised(replica, message.View.Value, message.View.Value);
    }

    private void OnPrepare(int replica, Prepare message, DurableImage image)
    {
        prepared.SpeaksAsPrimary(replica, message.View.Value);
        prepared.Prepared(replica, message.Entry);
        RequireView(replica, message, image, normal: true);
        views.Advertised(replica, message.View.Value, message.View.Value);
    }

    private void OnDoViewChange(int replica, DoViewChange message, DurableImage image)
    {
        RequireView(replica, message, image, normal: false);
        if (image.Views.LogView == message.View)
        {
            // The view has begun here already: a vote for it that was still on its way says nothing any more.
            return;
        }

        if (image.Views.LogView != message.LogView)
        {
            Report(replica, message, $"claims log-view {message.LogView}", image);
        }

        RequireEntry(replica, message, message.After.Value, message.AfterChecksum, image);
        RequireEntries(replica, message, message.Suffix, image);
        if (message.Op.Value > image.Head)
        {
            Report(replica, message, $"claims to hold op {message.Op}", image);
        }

        RequireFrozen(replica, message, image);
        views.Advertised(replica, message.View.Value, message.LogView.Value);
    }

    // A vote never shrinks while it may still be counted. It may grow by committed entries, which are facts in any
    // view: the view's own primary fetches what precedes the chosen log. Its tail gives way where something else was
    // committed: that was in a view after the tail's, and one of any quorum votes with a log of such a view, so that
    // this vote's log is not the one chosen. Once the view has begun, who missed that follows it, and its uncommitted
    // tail gives way to what was committed instead; restarted then, it votes again.
    private void RequireFrozen(int replica, DoViewChange message, DurableImage image)
    {
        if (_votes.TryAdd((replica, message.View.Value), message))
        {
            _tails.Add((replica, message.View.Value), TailOf(message, image));
            return;
        }

        var first = _votes[(replica, message.View.Value)];
        var isFact = message.Op <= committed.Highest;
        var hasGivenWay = isFact
            && (_begun.Contains(message.View.Value) || IsOverruled(_tails[(replica, message.View.Value)]));
        var hasShrunk = message.Op < first.Op && !hasGivenWay;
        var hasGrown = message.Op > first.Op && !isFact;
        if (message.LogView != first.LogView || hasShrunk || hasGrown)
        {
            violations.Report(
                FrozenName,
                $"r{replica} votes ({message.LogView}, {message.Op}, {message.CommitNumber}) for view {message.View}"
                + $" after ({first.LogView}, {first.Op}) (viewstamped.md V3)");
        }
    }

    // Whether something else was committed at a place of the log that was voted with.
    private bool IsOverruled(List<(ulong Op, Checksum Checksum)> tail)
    {
        foreach (var (op, checksum) in tail)
        {
            if (op <= committed.Highest.Value && committed.At(op)!.Value.Entry.Checksum != checksum)
            {
                return true;
            }
        }

        return false;
    }

    // What the vote may still lose; from the disk, since only the next primary is sent the entries.
    private static List<(ulong Op, Checksum Checksum)> TailOf(DoViewChange vote, DurableImage image)
    {
        var tail = new List<(ulong, Checksum)>();
        for (var op = Math.Max(vote.CommitNumber.Value, image.Base) + 1; op <= vote.Op.Value; op++)
        {
            if (image.At(op) is { } checksum)
            {
                tail.Add((op, checksum));
            }
        }

        return tail;
    }

    private void OnStartView(int replica, StartView message, DurableImage image)
    {
        _begun.Add(message.View.Value);
        prepared.SpeaksAsPrimary(replica, message.View.Value);
        RequireView(replica, message, image, normal: true);
        RequireEntries(replica, message, message.Suffix, image);
        views.Advertised(replica, message.View.Value, message.View.Value);
    }

    private void RequireView(int replica, Message message, DurableImage image, bool normal)
    {
        var view = message.View;
        if (normal ? image.Views.View != view || image.Views.LogView != view : image.Views.View < view)
        {
            Report(replica, message, $"of view {view}", image);
        }
    }

    private void RequireEntries(int replica, Message message, IReadOnlyList<Entry> suffix, DurableImage image)
    {
        for (var index = 0; index < suffix.Count; index++)
        {
            // What the primary prepared in this very view may leave before it is on its own disk, in a StartView that
            // is sent again as in a Prepare: that is why it never resumes its view (viewstamped.md R3).
            if (suffix[index].Header.View == message.View)
            {
                break;
            }

            RequireEntry(replica, message, suffix[index].Op.Value, suffix[index].Checksum, image);
        }
    }

    private void RequireEntry(int replica, Message message, ulong op, Checksum checksum, DurableImage image)
    {
        // Entries below the base were released: a durable checkpoint covers them.
        if (op > image.Base && image.At(op) != checksum)
        {
            Report(replica, message, $"promises op {op}", image);
        }
    }

    private void Report(int replica, Message message, string promise, DurableImage image) => violations.Report(
        Name,
        $"r{replica} lets {(MessageKind)message.Kind} leave that {promise}; durable are view {image.Views.View},"
        + $" log-view {image.Views.LogView} and ops up to {image.Head}");
}
