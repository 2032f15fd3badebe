namespace Quorate;

/// <summary>
/// Which segments exist and which of them are free. A free one lies before everything that is still needed and is
/// reused, lowest first, under the next number, so that the numbers in use stay consecutive.
/// </summary>
internal sealed class JournalSegments
{
    private readonly IJournalMedium _medium;
    private readonly int _spareMax;
    private readonly Queue<ulong> _free = new();
    private readonly List<ulong> _existing;

    /// <summary>Takes stock of the medium.</summary>
    public JournalSegments(IJournalMedium medium, int spareMax)
    {
        _medium = medium;
        _spareMax = spareMax;
        _existing = [.. medium.Segments()];
    }

    /// <summary>The lowest segment that exists and is not free; zero when there is none.</summary>
    public ulong First => _free.Count < _existing.Count ? _existing[_free.Count] : 0;

    /// <summary>Whether the segment exists.</summary>
    public bool Exists(ulong segment) => _existing.BinarySearch(segment) >= 0;

    /// <summary>The segments from <paramref name="first"/> on.</summary>
    public IEnumerable<ulong> From(ulong first)
    {
        foreach (var segment in _existing)
        {
            if (segment >= first)
            {
                yield return segment;
            }
        }
    }

    /// <summary>Creates the segment unless it exists, from a free one if there is one.</summary>
    /// <returns>Whether there was something to do.</returns>
    public bool Ensure(ulong segment)
    {
        if (Exists(segment))
        {
            return false;
        }

        ulong? recycled = null;
        if (_free.TryDequeue(out var lowest))
        {
            Contract.Assert(_existing[0] == lowest, "free segments are the lowest");
            _existing.RemoveAt(0);
            recycled = lowest;
        }

        _medium.CreateOrRecycle(segment, recycled);
        var place = _existing.BinarySearch(segment);
        _existing.Insert(~place, segment);
        return true;
    }

    /// <summary>
    /// Frees every segment before <paramref name="first"/>; deletes those beyond the number kept for reuse.
    /// </summary>
    public void FreeBefore(ulong first)
    {
        while (_free.Count < _existing.Count && _existing[_free.Count] < first)
        {
            _free.Enqueue(_existing[_free.Count]);
        }

        while (_free.Count > _spareMax)
        {
            var lowest = _free.Dequeue();
            _existing.RemoveAt(0);
            _medium.Delete(lowest);
        }
    }
}
