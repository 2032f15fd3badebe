namespace Quorate.Simulation;

/// <summary>
/// The invocations and outcomes of the operations that the search has not ordered yet, by time, as a doubly linked list
/// from which an operation is lifted when it is ordered and put back when that is undone, each in constant time.
/// </summary>
/// <remarks>
/// Operation i's invocation is node 2i + 1 and its outcome node 2i + 2; node 0 is the head. An operation whose outcome
/// is unknown has no outcome node. Equal stamps: invocations come first, so that the operations count as concurrent.
/// </remarks>
internal sealed class PendingTimeline
{
    /// <summary>The node before the first.</summary>
    public const int Head = 0;

    /// <summary>No node: the end of the list.</summary>
    public const int End = -1;

    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly bool[] _isOpen;

    /// <summary>Builds the list.</summary>
    /// <param name="stamps">Of each operation its invocation and its outcome (long.MaxValue: unknown).</param>
    public PendingTimeline((long Invoked, long Completed)[] stamps)
    {
        _next = new int[(2 * stamps.Length) + 1];
        _previous = new int[_next.Length];
        _isOpen = new bool[stamps.Length];
        var order = new List<(long Stamp, int Node)>(2 * stamps.Length);
        for (var i = 0; i < stamps.Length; i++)
        {
            order.Add((stamps[i].Invoked, InvocationOf(i)));
            _isOpen[i] = stamps[i].Completed == long.MaxValue;
            if (!_isOpen[i])
            {
                order.Add((stamps[i].Completed, OutcomeOf(i)));
            }
        }

        // Invocations have odd nodes, outcomes even ones.
        order.Sort(static (left, right) =>
            left.Stamp != right.Stamp ? left.Stamp.CompareTo(right.Stamp)
            : (left.Node & 1) != (right.Node & 1) ? (right.Node & 1).CompareTo(left.Node & 1)
            : left.Node.CompareTo(right.Node));
        var last = Head;
        foreach (var (_, node) in order)
        {
            _next[last] = node;
            _previous[node] = last;
            last = node;
        }

        _next[last] = End;
    }

    /// <summary>The first node.</summary>
    public int First => _next[Head];

    /// <summary>The node after this one.</summary>
    public int After(int node) => _next[node];

    /// <summary>Whether a node is an invocation.</summary>
    public static bool IsInvocation(int node) => (node & 1) == 1;

    /// <summary>The operation that a node belongs to.</summary>
    public static int OperationAt(int node) => (node - 1) >> 1;

    /// <summary>The invocation of an operation.</summary>
    public static int InvocationOf(int operation) => (2 * operation) + 1;

    /// <summary>Takes an operation out.</summary>
    public void Lift(int operation)
    {
        Unlink(InvocationOf(operation));
        if (!_isOpen[operation])
        {
            Unlink(OutcomeOf(operation));
        }
    }

    /// <summary>Puts back the operation that was lifted last of those still lifted.</summary>
    public void PutBack(int operation)
    {
        if (!_isOpen[operation])
        {
            Relink(OutcomeOf(operation));
        }

        Relink(InvocationOf(operation));
    }

    private static int OutcomeOf(int operation) => (2 * operation) + 2;

    private void Unlink(int node)
    {
        _next[_previous[node]] = _next[node];
        if (_next[node] != End)
        {
            _previous[_next[node]] = _previous[node];
        }
    }

    private void Relink(int node)
    {
        _next[_previous[node]] = node;
        if (_next[node] != End)
        {
            _previous[_next[node]] = node;
        }
    }
}
