using Microsoft.Win32.SafeHandles;

namespace Quorate.Transport;

/// <summary>
/// One thread's wait for whatever comes first: a wake-up from another thread, bytes from a peer, room in a slow
/// peer's socket, or a time-out. Without connections it is a plain event. Linux only.
/// </summary>
public sealed class ConnectionPoll : IDisposable
{
    private readonly SafeFileHandle _event = PollCalls.NewEvent();
    private readonly Lock _gate = new(); // Protects the replacement of the array below.
    private volatile PolledConnection[] _connections = [];
    private PolledConnection[] _polled = [];
    private PollDescriptor[] _descriptors = new PollDescriptor[1];

    /// <summary>Whether this system has what it takes.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Ends the current or the next wait. From any thread.</summary>
    public void Wake() => PollCalls.Signal(_event);

    /// <summary>Waits until something happens.</summary>
    /// <param name="timeout">At most this long, rounded up to milliseconds; negative: for ever; zero: only
    /// looks.</param>
    public void Wait(TimeSpan timeout)
    {
        _polled = _connections;
        if (_descriptors.Length < _polled.Length + 1)
        {
            _descriptors = new PollDescriptor[_polled.Length + 1];
        }

        _descriptors[0] = new PollDescriptor
        {
            Descriptor = (int)_event.DangerousGetHandle(),
            Wanted = PollDescriptor.Readable,
        };
        for (var place = 0; place < _polled.Length; place++)
        {
            _descriptors[place + 1] = _polled[place].Descriptor;
        }

        var milliseconds = timeout < TimeSpan.Zero
            ? -1
            : (int)Math.Min(Math.Ceiling(timeout.TotalMilliseconds), 60_000);
        PollCalls.Poll(_descriptors.AsSpan(0, _polled.Length + 1), milliseconds);
        if (_descriptors[0].Returned != 0)
        {
            PollCalls.Reset(_event);
        }
    }

    /// <summary>Receives from the peers that the last wait found ready. On the waiting thread.</summary>
    public void Receive(IFrameSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        for (var place = 0; place < _polled.Length; place++)
        {
            if (_descriptors[place + 1].Returned != 0)
            {
                _polled[place].OnReady(sink);
            }
        }

        _polled = [];
    }

    /// <inheritdoc/>
    public void Dispose() => _event.Dispose();

    internal void Add(PolledConnection connection)
    {
        lock (_gate)
        {
            _connections = [.. _connections, connection];
        }

        if (!_event.IsClosed)
        {
            Wake();
        }
    }

    internal void Remove(PolledConnection connection)
    {
        lock (_gate)
        {
            _connections = [.. _connections.Where(other => other != connection)];
        }
    }
}
