namespace Quorate.Hosting.Tests.PowerCuts;

/// <summary>
/// What a replica asked of its disk, in order, with the moments at which callers heard of success in between.
/// </summary>
internal sealed class DiskTrace
{
    // Protects the lists: journal, checkpoints and callers are threads of their own.
    private readonly Lock _gate = new();
    private readonly List<Action<DiskModel>> _operations = [];
    private readonly List<(string Line, int At)> _acknowledged = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _operations.Count;
            }
        }
    }

    /// <summary>Notes an operation, as what it does to a model of the disk.</summary>
    public void Note(Action<DiskModel> operation)
    {
        lock (_gate)
        {
            _operations.Add(operation);
        }
    }

    /// <summary>Notes that a caller was told that its line is executed.</summary>
    public void Acknowledge(string line)
    {
        lock (_gate)
        {
            _acknowledged.Add((line, _operations.Count));
        }
    }

    /// <summary>What was acknowledged before the operation at <paramref name="cut"/>.</summary>
    public IReadOnlyList<string> AcknowledgedBefore(int cut) =>
        [.. _acknowledged.Where(one => one.At <= cut).Select(one => one.Line)];

    /// <summary>The disk right before the operation at <paramref name="cut"/>, unsettled.</summary>
    public DiskModel At(int cut)
    {
        var model = new DiskModel();
        foreach (var operation in _operations.Take(cut))
        {
            operation(model);
        }

        return model;
    }
}
