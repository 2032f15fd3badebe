namespace Quorate.KeyValue;

/// <summary>
/// A union of half-open key intervals, kept disjoint so that a request of any size is checked in n log n.
/// </summary>
internal sealed class KeyIntervals
{
    // From the end of an interval to its start: the interval that may hold a key is the first one that ends above it.
    private readonly SortedList<byte[], byte[]> _startByEnd = new(KeyComparer.Instance);

    /// <summary>
    /// Adds the keys in [<paramref name="start"/>, <paramref name="end"/>); nothing when that is empty.
    /// </summary>
    public void Add(byte[] start, byte[] end)
    {
        if (KeyComparer.Instance.Compare(start, end) >= 0)
        {
            return;
        }

        var at = FirstEndingAbove(start, orAt: true);
        while (at < _startByEnd.Count && KeyComparer.Instance.Compare(_startByEnd.GetValueAtIndex(at), end) <= 0)
        {
            start = Least(start, _startByEnd.GetValueAtIndex(at));
            end = Most(end, _startByEnd.GetKeyAtIndex(at));
            _startByEnd.RemoveAt(at);
        }

        _startByEnd.Add(end, start);
    }

    public void AddAll(KeyIntervals other)
    {
        for (var index = 0; index < other._startByEnd.Count; index++)
        {
            Add(other._startByEnd.GetValueAtIndex(index), other._startByEnd.GetKeyAtIndex(index));
        }
    }

    public bool Contains(byte[] key)
    {
        var at = FirstEndingAbove(key, orAt: false);
        return at < _startByEnd.Count && KeyComparer.Instance.Compare(_startByEnd.GetValueAtIndex(at), key) <= 0;
    }

    private static byte[] Least(byte[] left, byte[] right) =>
        KeyComparer.Instance.Compare(left, right) <= 0 ? left : right;

    private static byte[] Most(byte[] left, byte[] right) =>
        KeyComparer.Instance.Compare(left, right) >= 0 ? left : right;

    private int FirstEndingAbove(byte[] key, bool orAt)
    {
        var low = 0;
        var high = _startByEnd.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = KeyComparer.Instance.Compare(_startByEnd.GetKeyAtIndex(middle), key);
            if (order > 0 || (orAt && order == 0))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
