namespace Quorate.Gates.Tests.Samples;

/// <summary>Does once each thing that the scan must find; nothing calls it.</summary>
internal sealed class ImpureSample
{
    private static readonly List<int> s_held = [];
    private static int s_counter;

    private readonly Dictionary<string, int> _map = [];
    private readonly HashSet<int> _set = [];
    private readonly object _gate = new();
    private readonly Lock _lock = new();

    public void TakeMonitor()
    {
        lock (_gate)
        {
            s_counter++;
        }
    }

    public void TakeLock()
    {
        lock (_lock)
        {
            s_held.Add(s_counter);
        }
    }

    public int EnumerateDictionary()
    {
        var sum = 0;
        foreach (var pair in _map)
        {
            sum += pair.Value;
        }

        return sum;
    }

    public string EnumerateKeys() => string.Join(',', _map.Keys);

    public int EnumerateValues()
    {
        var sum = 0;
        foreach (var value in _map.Values)
        {
            sum += value;
        }

        return sum;
    }

    public int EnumerateSet()
    {
        var sum = 0;
        foreach (var value in _set)
        {
            sum += value;
        }

        return sum;
    }

    public static async Task WaitAsync() => await Task.Yield();
}
