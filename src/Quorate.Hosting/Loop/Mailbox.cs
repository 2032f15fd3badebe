namespace Quorate.Hosting;

/// <summary>
/// Hands items from many threads to one. The receiver takes everything that waits at once, so that under load one
/// wake-up serves many items; a poster wakes it only when it is parked.
/// </summary>
/// <typeparam name="T">The items; structs travel without allocation.</typeparam>
internal sealed class Mailbox<T>(IParker parker) : IDisposable
{
    private readonly Lock _gate = new(); // Protects everything below.
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
            if (_isClosed)
            {
                return false;
            }

            _waiting.Add(item);
            if (!_isParked)
            {
                return true;
            }

            _isParked = false;
        }

        parker.Wake();
        return true;
    }

    /// <summary>Adds items and wakes the receiver once.</summary>
    public void PostAll(List<T> items)
    {
        lock (_gate)
        {
            _waiting.AddRange(items);
            if (!_isParked)
            {
                return;
            }

            _isParked = false;
        }

        parker.Wake();
    }

    /// <summary>Makes the receiver return from its current or next wait, items or not.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            _isParked = false;
        }

        parker.Wake();
    }

    /// <summary>Takes all waiting items; parks first when there are none.</summary>
    /// <param name="empty">An empty list of the receiver's, which the mailbox fills from now on.</param>
    /// <param name="parkMax">How long to park at most; zero only looks at what else the parker watches.</param>
    /// <returns>The items; possibly none.</returns>
    public List<T> Take(List<T> empty, TimeSpan parkMax)
    {
        bool mayPark;
        lock (_gate)
        {
            mayPark = _waiting.Count == 0 && !_isWoken && parkMax != TimeSpan.Zero;
            _isParked = mayPark;
        }

        parker.Park(mayPark ? parkMax : TimeSpan.Zero);
        lock (_gate)
        {
            _isParked = false;
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

    /// <summary>Gives the parker up; posting stays allowed on a closed mailbox only.</summary>
    public void Dispose() => parker.Dispose();
}
