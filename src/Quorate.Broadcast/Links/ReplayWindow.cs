namespace Quorate.Broadcast;

/// <summary>
/// Accepts each counter of one session once, in almost any order: the last W below the highest are remembered, and
/// older ones refused (as in IPsec, RFC 4303 §3.4.3).
/// </summary>
internal sealed class ReplayWindow(int size)
{
    private readonly bool[] _used = new bool[size];
    private ulong _highest;

    /// <summary>Marks a counter as used.</summary>
    /// <returns>Whether it had not been used, as far as the window can tell.</returns>
    public bool TryUse(ulong counter)
    {
        var width = (ulong)_used.Length;
        if (counter == 0 || (counter <= _highest && _highest - counter >= width))
        {
            return false;
        }

        if (counter > _highest)
        {
            var steps = Math.Min(counter - _highest, width);
            for (ulong step = 0; step < steps; step++)
            {
                _used[(counter - step) % width] = false;
            }

            _highest = counter;
        }
        else if (_used[counter % width])
        {
            return false;
        }

        _used[counter % width] = true;
        return true;
    }
}
