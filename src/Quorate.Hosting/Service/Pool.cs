using System.Collections.Concurrent;

namespace Quorate.Hosting;

/// <summary>Objects to use again; bounded, so that a burst does not stay in memory for good.</summary>
internal sealed class Pool<T>(Func<Pool<T>, T> create)
    where T : class
{
    private const int KeptMax = 8192;
    private readonly ConcurrentQueue<T> _spare = new();
    private int _count;

    public T Rent()
    {
        if (_spare.TryDequeue(out var spare))
        {
            Interlocked.Decrement(ref _count);
            return spare;
        }

        return create(this);
    }

    public void Return(T spare)
    {
        if (Interlocked.Increment(ref _count) <= KeptMax)
        {
            _spare.Enqueue(spare);
            return;
        }

        Interlocked.Decrement(ref _count);
    }
}
