namespace Quorate.Gates.Tests.Samples;

/// <summary>Does what a Pure project may do although it looks alike; nothing calls it.</summary>
internal sealed class PureSample
{
    private const int Limit = 3;
    private static readonly int[] s_table = [1, 2, 3];

    private readonly Dictionary<string, int> _map = [];
    private readonly HashSet<int> _set = [];
    private readonly SortedDictionary<string, int> _sorted = new(StringComparer.Ordinal);

    public bool LookUp(string key) =>
        _map.TryGetValue(key, out var value) && _set.Contains(value) && _map.Count < Limit;

    public int EnumerateSorted()
    {
        var sum = s_table.Select(static value => value + 1).Sum();
        foreach (var pair in _sorted)
        {
            sum += pair.Value;
        }

        return sum;
    }

    public static IEnumerable<int> Iterate()
    {
        yield return Limit;
    }
}
