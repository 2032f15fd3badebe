namespace Quorate.Hosting;

/// <summary>
/// Hands items from many threads to one. The receiver takes everything that waits at once, so that under load one
/// wake-up serves many items; a poster wakes it only when it is parked.
/// </summary>
/// <typeparam name="T">The items; structs travel without allocation.</typeparam>
internal sealed class Mailbox<T>
{
    private readonly object _gate = new(); // Protects everything below; a plain object, which can be waited on.
    private List<T> _waiting = [];
    private bool _isParked;
    private bool _isWoken;
    private bool _isClosed;

    /// <summary>Items that wait now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds an item and wakes the receiver.</summary>
    /// <returns>False when the mailbox is closed and the item was not taken.</returns>
    public bool Post(T item)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _waiting.Add(item);
                WakeParked();
            }

            return !_isClosed;
        }
    }

    /// <summary>Adds items and wakes the receiver once.</summary>
    public void PostAll(List<T> items)
    {
        lock (_gate)
        {
            _waiting.AddRange(items);
            WakeParked();
        }
    }

    /// <summary>Makes the receiver return from its current or next wait, items or not.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            WakeParked();
        }
    }

    /// <summary>Takes all waiting items; parks first when there are none.</summary>
    /// <param name="empty">An empty list of the receiver's, which the mailbox fills from now on.</param>
    /// <param name="parkMax">How long to park at most; zero to return at once.</param>
    /// <returns>The items; possibly none.</returns>
    public List<T> Take(List<T> empty, TimeSpan parkMax)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && !_isWoken && parkMax != TimeSpan.Zero)
            {
                _isParked = true;
                Monitor.Wait(_gate, parkMax);
                _isParked = false;
            }

            _isWoken = false;
            var taken = _waiting;
            _waiting = empty;
            return taken;
        }
    }

    /// <summary>Refuses all further items and returns those left.</summary>
    public IReadOnlyList<T> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            var left = _waiting;
            _waiting = [];
            return left;
        }
    }

    private void WakeParked()
    {
        if (_isParked)
        {
            _isParked = false;
            Monitor.Pulse(_gate);
        }
    }
}
