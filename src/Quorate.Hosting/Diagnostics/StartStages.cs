using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Quorate.Hosting;

/// <summary>
/// Measures where the time of a start goes and logs it once, when the replica is normal and has executed what it knows
/// to be committed. For one thread at a time.
/// </summary>
internal sealed class StartStages(ILogger logger, ReplicaId self)
{
    private readonly TimeSpan _program = DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime();
    private readonly long _begun = Stopwatch.GetTimestamp();
    private TimeSpan _opened;
    private TimeSpan _loading;
    private TimeSpan _loaded;
    private OpNumber _from;
    private bool _isDone;

    /// <summary>The journal is open and read.</summary>
    public void Opened() => _opened = Stopwatch.GetElapsedTime(_begun);

    /// <summary>The loop's thread runs, and loads the checkpoint next.</summary>
    public void Loading() => _loading = Stopwatch.GetElapsedTime(_begun);

    /// <summary>The checkpoint is loaded, if there was one, and the core started.</summary>
    /// <param name="executed">The op of the checkpoint.</param>
    public void Loaded(OpNumber executed)
    {
        _loaded = Stopwatch.GetElapsedTime(_begun);
        _from = executed;
    }

    /// <summary>To be told of the replica's position until it has arrived.</summary>
    public void Observe(PublishedStatus status)
    {
        if (_isDone || status.Core.Status != ReplicaStatus.Normal || status.Executed != status.Core.Commit)
        {
            return;
        }

        _isDone = true;
        var ready = Stopwatch.GetElapsedTime(_begun);
        HostLog.Started(
            logger, self, (_program + ready).TotalMilliseconds, _program.TotalMilliseconds, _opened.TotalMilliseconds,
            (_loading - _opened).TotalMilliseconds, (_loaded - _loading).TotalMilliseconds,
            (ready - _loaded).TotalMilliseconds, status.Executed.Value - _from.Value);
    }
}
