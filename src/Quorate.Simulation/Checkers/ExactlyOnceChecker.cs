namespace Quorate.Simulation;

/// <summary>
/// Exactly once per (session, number), in number order, without gaps (architecture.md §3). Executes the session rules
/// over the committed log by itself, a second implementation, and compares what every replica's state machine was
/// really given.
/// </summary>
internal sealed class ExactlyOnceChecker(int replicas, int sessionsMax, ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "exactly-once";

    private readonly List<ReferenceSession> _sessions = [];
    private readonly Dictionary<ulong, ReferenceSession> _everKnown = [];
    private readonly List<Applied> _expected = [];
    private readonly List<int> _firstOfOp = [0, 0];
    private readonly int[] _next = new int[replicas];

    /// <summary>The highest op that the reference has executed.</summary>
    public ulong Executed => (ulong)_firstOfOp.Count - 2;

    /// <summary>Whether the reference executed this request, and where.</summary>
    public (ulong Op, int Item) PositionOf(ulong session, ulong number) =>
        _everKnown.TryGetValue(session, out var known) && number > 0 && number <= known.Last
            ? known.Positions[(int)number - 1]
            : default;

    /// <summary>Extends the reference by the next committed entry.</summary>
    public void Extend(in CommittedEntry entry)
    {
        Contract.Assert(entry.Op.Value == Executed + 1, "the reference executes the log in order");
        var kind = entry.Entry.Header.Kind;
        if (kind == EntryKind.Register)
        {
            Register(entry);
        }
        else if (kind == EntryKind.Normal)
        {
            Execute(entry);
        }

        _firstOfOp.Add(_expected.Count);
    }

    /// <summary>The replica's state is now the one after this op: a restart or a checkpoint.</summary>
    public void ContinuesAfter(int replica, OpNumber op)
    {
        if (op.Value > Executed)
        {
            violations.Report(Name, $"r{replica} continues after op {op}, which nobody has committed");
            return;
        }

        _next[replica] = _firstOfOp[(int)op.Value + 1];
    }

    /// <summary>The replica's state machine was given an operation.</summary>
    public void Applied(int replica, in OperationContext context, ReadOnlySpan<byte> operation)
    {
        var applied = new Applied(context.Op.Value, context.Session.Value, EntryItem.DigestOf(operation));
        var next = _next[replica];
        if (next >= _expected.Count || _expected[next] != applied)
        {
            var wanted = next < _expected.Count ? _expected[next].ToString() : "nothing";
            violations.Report(Name, $"r{replica} executes {applied}, but the log makes it {wanted}");
            return;
        }

        _next[replica] = next + 1;
    }

    // One session a register entry, named by its op; a client that has one keeps it; the idlest makes room
    // (architecture.md §3).
    private void Register(in CommittedEntry entry)
    {
        var op = entry.Op.Value;
        foreach (var item in entry.Entry.Items)
        {
            var client = EntryItem.DigestOf(item.Operation.Span);
            var isKnown = _sessions.Exists(candidate => candidate.Client == client || candidate.Id == op);
            if (item.Operation.Length != SessionTable.ClientIdLength || isKnown)
            {
                continue;
            }

            if (_sessions.Count == sessionsMax)
            {
                var idlest = _sessions[0];
                foreach (var candidate in _sessions)
                {
                    idlest = candidate.LastOp < idlest.LastOp ? candidate : idlest;
                }

                _sessions.Remove(idlest);
            }

            var added = new ReferenceSession(op, client) { LastOp = op };
            _sessions.Add(added);
            _everKnown.Add(op, added);
        }
    }

    private void Execute(in CommittedEntry entry)
    {
        var index = 0;
        foreach (var item in entry.Entry.Items)
        {
            var session = item.Session.Value;
            if (Find(session) is { } known && item.Number.Value == known.Last + 1)
            {
                known.LastOp = entry.Op.Value;
                known.Positions.Add((entry.Op.Value, index));
                _expected.Add(new Applied(entry.Op.Value, session, item.Digest));
            }

            index++;
        }
    }

    private ReferenceSession? Find(ulong id)
    {
        foreach (var candidate in _sessions)
        {
            if (candidate.Id == id)
            {
                return candidate;
            }
        }

        return null;
    }

    private sealed class ReferenceSession(ulong id, ulong client)
    {
        public ulong Id { get; } = id;

        public ulong Client { get; } = client;

        /// <summary>Where each number was executed; they are executed in order, from 1 on.</summary>
        public List<(ulong Op, int Item)> Positions { get; } = [];

        public ulong Last => (ulong)Positions.Count;

        public ulong LastOp { get; set; }
    }
}
