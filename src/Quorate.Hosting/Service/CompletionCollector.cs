using System.Collections.Concurrent;

namespace Quorate.Hosting;

/// <summary>
/// Gathers the callers whose outcome became known in a turn of the loop and resumes them all by one work item: waking
/// the pool costs more than most of what callers do next. Owned by the loop's thread.
/// </summary>
internal sealed class CompletionCollector
{
    private const int KeptBatchesMax = 16;
    private readonly ConcurrentQueue<Batch> _spare = new();
    private Batch? _current;

    public void Add(ICompletable caller)
    {
        _current ??= _spare.TryDequeue(out var spare) ? spare : new Batch(_spare);
        _current.Callers.Add(caller);
    }

    /// <summary>Hands what was gathered to the thread pool.</summary>
    public void Dispatch()
    {
        if (_current is { } batch)
        {
            _current = null;
            ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
        }
    }

    private sealed class Batch(ConcurrentQueue<Batch> spare) : IThreadPoolWorkItem
    {
        public List<ICompletable> Callers { get; } = [];

        public void Execute()
        {
            foreach (var caller in Callers)
            {
                caller.Resume();
            }

            Callers.Clear();
            if (spare.Count < KeptBatchesMax)
            {
                spare.Enqueue(this);
            }
        }
    }
}
