namespace Quorate.Transport;

/// <summary>One peer: its current connection, if any, and the order in which its ups and downs are reported.</summary>
internal sealed class PeerLink(PeerEndpoint endpoint, ITransportEvents events, TransportCounters counters)
    : IDisposable
{
    private readonly Lock _gate = new(); // Protects the connection and the signal; events are posted in its order.
    private readonly SemaphoreSlim _knocks = new(0, 1);
    private volatile PeerConnection? _connection;
    private TaskCompletionSource _disconnected = Completed();

    public PeerEndpoint Endpoint => endpoint;

    public bool IsConnected => _connection is not null;

    public void Send(Message message, TransportOptions options)
    {
        if (_connection is { } connection)
        {
            connection.Enqueue(message, options);
            return;
        }

        counters.AddDropped();
    }

    public void Flush() => _connection?.Flush();

    /// <summary>Completes when there is no connection.</summary>
    public Task WhenDisconnected()
    {
        lock (_gate)
        {
            return _disconnected.Task;
        }
    }

    /// <summary>
    /// Uses a new connection until it ends. A peer that connects again has lost the earlier connection, whether this
    /// side has noticed or not, so the newest one wins.
    /// </summary>
    public async Task RunAsync(PeerConnection connection)
    {
        lock (_gate)
        {
            if (_connection is { } earlier)
            {
                earlier.Dispose();
                events.OnPeerDown(endpoint.Id, "the peer connected again");
            }

            _connection = connection;
            if (_disconnected.Task.IsCompleted)
            {
                _disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            events.OnPeerUp(endpoint.Id);
        }

        var reason = await connection.ReceiveAsync(endpoint.Id, events).ConfigureAwait(false);
        connection.Dispose();
        lock (_gate)
        {
            if (_connection == connection)
            {
                _connection = null;
                events.OnPeerDown(endpoint.Id, reason);
                _disconnected.TrySetResult();
            }
        }
    }

    /// <summary>The peer has started: no need to wait any longer before dialling it.</summary>
    public void Knocked()
    {
        try
        {
            _knocks.Release();
        }
        catch (SemaphoreFullException)
        {
            // It knocked before, and that was not noticed yet.
        }
    }

    /// <summary>Waits before dialling again, unless the peer knocks.</summary>
    public async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await _knocks.WaitAsync(pause, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the caller's loop sees it.
        }
    }

    public void Dispose() => _knocks.Dispose();

    public void Close()
    {
        lock (_gate)
        {
            _connection?.Dispose();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
