namespace Quorate.EndToEnd.Tests.History;

/// <summary>
/// Decides whether a recorded history is strict-serialisable, loses no acknowledged write and executes nothing twice.
/// etcd's revisions give the serial order, so the check is a replay, not a search: the operation of each revision must
/// find the state its reply shows, reads must match the state at their revision, and an operation that was issued
/// after another had returned must not stand before it. Operations with an unknown outcome may or may not appear, once.
/// </summary>
internal sealed class HistoryChecker
{
    private readonly RecordedHistory history;
    private readonly List<string> violations = [];
    private readonly SortedDictionary<long, HistoryOperation> order = [];
    private readonly Dictionary<string, Seen> state = new(StringComparer.Ordinal);

    private HistoryChecker(RecordedHistory history) => this.history = history;

    /// <summary>Checks a history.</summary>
    /// <returns>What is wrong with it, in sentences; empty when it is good.</returns>
    public static IReadOnlyList<string> Check(RecordedHistory history)
    {
        var checker = new HistoryChecker(history);
        checker.PlaceAcknowledged();
        checker.PlaceUnknown();
        checker.Replay();
        checker.CompareFinal();
        checker.CheckRealTime();
        return checker.violations;
    }

    private void PlaceAcknowledged()
    {
        foreach (var operation in history.Operations.Where(operation => operation.IsAcknowledgedWrite))
        {
            if (operation.Revision <= history.FirstRevision || operation.Revision > history.LastRevision)
            {
                violations.Add(
                    $"{operation.Name} was acknowledged at revision {operation.Revision}, but the store ends at "
                    + $"{history.LastRevision}: an acknowledged write is lost.");
            }
            else if (!order.TryAdd(operation.Revision, operation))
            {
                violations.Add(
                    $"{operation.Name} and {order[operation.Revision].Name} were both acknowledged at revision "
                    + $"{operation.Revision}.");
            }
            else if (!Same(operation.Writes, WrittenAt(operation.Revision)))
            {
                violations.Add(
                    $"{operation.Name} was acknowledged at revision {operation.Revision}, which the store says wrote "
                    + $"something else: an acknowledged write is lost.");
            }
        }
    }

    private void PlaceUnknown()
    {
        var byValue = new Dictionary<string, HistoryOperation>(StringComparer.Ordinal);
        foreach (var operation in history.Operations)
        {
            foreach (var value in operation.Writes.Values)
            {
                byValue.Add(value, operation);
            }
        }

        var placed = new Dictionary<HistoryOperation, long>(ReferenceEqualityComparer.Instance);
        foreach (var (revision, operation) in order)
        {
            placed.Add(operation, revision);
        }

        for (var revision = history.FirstRevision + 1; revision <= history.LastRevision; revision++)
        {
            if (order.ContainsKey(revision))
            {
                continue;
            }

            var written = WrittenAt(revision);
            var operation = written.Values.Select(byValue.GetValueOrDefault).FirstOrDefault(found => found is not null);
            if (operation is null || !Same(operation.Writes, written))
            {
                violations.Add($"Revision {revision} wrote what no client asked for: {Show(written)}.");
            }
            else if (placed.TryGetValue(operation, out var earlier))
            {
                violations.Add($"{operation.Name} executed twice, at revisions {earlier} and {revision}.");
            }
            else if (operation.Outcome != HistoryOutcome.Unknown)
            {
                violations.Add(
                    $"{operation.Name} was told that it wrote nothing, but executed at revision {revision}.");
            }
            else
            {
                order.Add(revision, operation);
                placed.Add(operation, revision);
            }
        }
    }

    private void Replay()
    {
        var reads = history.Operations.Where(operation => operation.IsAcknowledgedRead)
            .ToLookup(operation => operation.Revision);
        foreach (var outside in reads.Where(at => at.Key < history.FirstRevision || at.Key > history.LastRevision))
        {
            violations.Add($"{outside.First().Name} read at revision {outside.Key}, which the store does not have.");
        }

        CheckReads(reads[history.FirstRevision]);
        for (var revision = history.FirstRevision + 1; revision <= history.LastRevision; revision++)
        {
            if (order.TryGetValue(revision, out var operation))
            {
                Execute(operation, revision);
            }

            CheckReads(reads[revision]);
        }
    }

    private void Execute(HistoryOperation operation, long revision)
    {
        if (!GuardsHold(operation))
        {
            violations.Add($"{operation.Name} wrote at revision {revision} although its guards do not hold there.");
        }

        if (operation.Outcome == HistoryOutcome.Acknowledged)
        {
            CompareObserved(operation, operation.Writes.Keys, revision);
        }

        foreach (var (key, value) in operation.Writes)
        {
            state[key] = new Seen(value, revision, (state.GetValueOrDefault(key)?.Version ?? 0) + 1);
        }
    }

    private void CheckReads(IEnumerable<HistoryOperation> reads)
    {
        foreach (var operation in reads)
        {
            var held = GuardsHold(operation);
            if (operation.Succeeded != held)
            {
                violations.Add(
                    $"{operation.Name} was told that its guards {(operation.Succeeded ? "hold" : "fail")} at revision "
                    + $"{operation.Revision}, where they {(held ? "hold" : "fail")}.");
            }

            CompareObserved(operation, operation.Reads, operation.Revision);
        }
    }

    private bool GuardsHold(HistoryOperation operation) =>
        operation.Guards.All(guard => (state.GetValueOrDefault(guard.Key)?.ModRevision ?? 0) == guard.Value);

    private void CompareObserved(HistoryOperation operation, IEnumerable<string> keys, long revision)
    {
        foreach (var key in keys)
        {
            var expected = state.GetValueOrDefault(key);
            var observed = operation.Observed.GetValueOrDefault(key);
            if (expected != observed)
            {
                violations.Add(
                    $"{operation.Name} at revision {revision} saw {key} as {Show(observed)}; replaying the history "
                    + $"gives {Show(expected)}.");
            }
        }
    }

    private void CompareFinal()
    {
        foreach (var key in state.Keys.Union(history.Final.Keys, StringComparer.Ordinal))
        {
            var expected = state.GetValueOrDefault(key);
            var final = history.Final.GetValueOrDefault(key);
            if (expected != final)
            {
                violations.Add(
                    $"The store ends with {key} as {Show(final)}; replaying the history gives {Show(expected)}.");
            }
        }
    }

    private void CheckRealTime()
    {
        var positions = order.Select(pair => (Operation: pair.Value, Revision: pair.Key, Writes: true))
            .Concat(history.Operations.Where(operation => operation.IsAcknowledgedRead)
                .Select(operation => (Operation: operation, operation.Revision, Writes: false)))
            .ToList();
        var returning = new Queue<(HistoryOperation Operation, long Revision, bool Writes)>(
            positions.Where(position => position.Operation.Outcome == HistoryOutcome.Acknowledged)
                .OrderBy(position => position.Operation.Returned));
        (HistoryOperation? Operation, long Revision) newest = (null, history.FirstRevision);
        foreach (var position in positions.OrderBy(position => position.Operation.Invoked))
        {
            while (returning.TryPeek(out var done) && done.Operation.Returned < position.Operation.Invoked)
            {
                returning.Dequeue();
                newest = done.Revision > newest.Revision ? (done.Operation, done.Revision) : newest;
            }

            if (position.Revision < newest.Revision + (position.Writes ? 1 : 0))
            {
                violations.Add(
                    $"{position.Operation.Name} was issued after "
                    + $"{newest.Operation?.Name ?? "the run began"} had returned "
                    + $"revision {newest.Revision}, but stands at revision {position.Revision}: "
                    + "real time is violated.");
            }
        }
    }

    private IReadOnlyDictionary<string, string> WrittenAt(long revision) =>
        history.Written.GetValueOrDefault(revision) ?? new Dictionary<string, string>();

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.GetValueOrDefault(pair.Key) == pair.Value);

    private static string Show(IReadOnlyDictionary<string, string> written) =>
        written.Count == 0 ? "nothing" : string.Join(", ", written.Select(pair => $"{pair.Key} = {Cut(pair.Value)}"));

    private static string Show(Seen? seen) =>
        seen is null ? "absent" : $"'{Cut(seen.Value)}' (revision {seen.ModRevision}, version {seen.Version})";

    private static string Cut(string value) => value.Length <= 40 ? value : "…" + value[^40..];
}
