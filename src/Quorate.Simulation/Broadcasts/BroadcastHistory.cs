namespace Quorate.Simulation;

/// <summary>
/// What happened at the upper edge of the stacks of all processes, in one order: all that the properties of links and
/// broadcasts speak of. Checkers read it; a world, a recording or a test writes it.
/// </summary>
public sealed class BroadcastHistory
{
    private readonly List<BroadcastStep> _steps = [];
    private readonly Dictionary<int, ulong[]> _pasts = [];
    private readonly bool[] _isDown;

    /// <summary>Creates an empty history.</summary>
    public BroadcastHistory(int members) => _isDown = new bool[members];

    /// <summary>How many processes there are.</summary>
    public int Members => _isDown.Length;

    /// <summary>The simulated time, kept current by the writer.</summary>
    public long Now { get; set; }

    /// <summary>What happened, first first.</summary>
    public IReadOnlyList<BroadcastStep> Steps => _steps;

    /// <summary>
    /// The processes that are up at the end: the correct ones of the crash-stop model, and, in a run that ends after
    /// the last restart, the good ones of the crash-recovery model.
    /// </summary>
    public IEnumerable<ReplicaId> Correct() => All().Where(process => !_isDown[process.Value]);

    /// <summary>All processes.</summary>
    public IEnumerable<ReplicaId> All() => Enumerable.Range(0, Members).Select(process => new ReplicaId((byte)process));

    /// <summary>Whether the process is up at the end.</summary>
    public bool IsCorrect(ReplicaId process) => !_isDown[process.Value];

    /// <summary>Adds a step at the current time.</summary>
    public void Add(
        BroadcastStepKind kind, ReplicaId process, ReplicaId peer, ulong message = 0, ulong number = 0)
    {
        _isDown[process.Value] = kind switch
        {
            BroadcastStepKind.Crashed => true,
            BroadcastStepKind.Restarted => false,
            _ => _isDown[process.Value],
        };
        _steps.Add(new BroadcastStep(Now, kind, process, peer, message, number));
    }

    /// <summary>Takes back the last step, a request that was refused and so never was.</summary>
    public void Withdraw(ulong message)
    {
        Contract.Assert(_steps.Count > 0, "only what was added can be withdrawn");
        var last = _steps[^1];
        Contract.Assert(last.Kind == BroadcastStepKind.Requested, "only requests are refused");
        Contract.Assert(last.Message == message, "a refused request causes nothing");
        _steps.RemoveAt(_steps.Count - 1);
    }

    /// <summary>Adds a request for the resource, with how many events of each process it causally follows.</summary>
    public void AddEntryRequest(ReplicaId process, ulong request, ReadOnlySpan<ulong> past)
    {
        _pasts[_steps.Count] = past.ToArray();
        Add(BroadcastStepKind.EntryRequested, process, ReplicaId.None, request);
    }

    /// <summary>The causal past of the request at this step.</summary>
    public ReadOnlySpan<ulong> PastOf(int step) => _pasts[step];

    /// <summary>The steps of one kind at one process.</summary>
    public IEnumerable<BroadcastStep> At(ReplicaId process, BroadcastStepKind kind) =>
        _steps.Where(step => step.Process == process && step.Kind == kind);

    /// <summary>The steps of one kind.</summary>
    public IEnumerable<BroadcastStep> Of(BroadcastStepKind kind) => _steps.Where(step => step.Kind == kind);

    /// <summary>The messages that a process delivered.</summary>
    public SortedSet<ulong> DeliveredAt(ReplicaId process) =>
        [.. At(process, BroadcastStepKind.Delivered).Select(step => step.Message)];
}
