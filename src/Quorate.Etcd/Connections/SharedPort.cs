using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Quorate.Etcd.Connections;

/// <summary>One open port: accepts, sniffs, and hands each connection to the listener of its protocol.</summary>
internal sealed class SharedPort : IAsyncDisposable
{
    /// <summary>Connections that may wait for Kestrel's accept loop, which never waits for anything itself.</summary>
    private const int WaitingMax = 1024;

    private static readonly byte[] BadRequest =
        [.. "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8];

    private readonly IConnectionListener _sockets;
    private readonly EtcdCounters _counters;
    private readonly Channel<ConnectionContext> _http1 = Channel.CreateBounded<ConnectionContext>(WaitingMax);
    private readonly Channel<ConnectionContext> _http2 = Channel.CreateBounded<ConnectionContext>(WaitingMax);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    public SharedPort(IConnectionListener sockets, EtcdCounters counters)
    {
        _sockets = sockets;
        _counters = counters;
        _accepting = Task.Run(AcceptAsync);
    }

    public IConnectionListener Http1() => new SharedPortListener(this, _http1.Reader, _sockets.EndPoint);

    public IConnectionListener Http2(EndPoint twin) => new SharedPortListener(this, _http2.Reader, twin);

    /// <summary>Stops accepting; both listeners end. Called once by each of them.</summary>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken)
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _sockets.UnbindAsync(cancellationToken).ConfigureAwait(false);
        }

        await _accepting.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync(CancellationToken.None).ConfigureAwait(false);
        await _sockets.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (await _sockets.AcceptAsync().ConfigureAwait(false) is { } connection)
        {
            // Each connection says its first bytes when it likes, so that none may wait for another; Route never
            // throws.
            _ = RouteAsync(connection);
        }

        _http1.Writer.TryComplete();
        _http2.Writer.TryComplete();
    }

    private async Task RouteAsync(ConnectionContext connection)
    {
        var protocol = await ProtocolSniffer.SniffAsync(connection, _stopping.Token).ConfigureAwait(false);
        var isTaken = protocol switch
        {
            SniffedProtocol.Http1 => await HandOverAsync(_http1.Writer, connection).ConfigureAwait(false),
            SniffedProtocol.Http2 => await HandOverAsync(_http2.Writer, connection).ConfigureAwait(false),
            _ => false,
        };
        if (isTaken)
        {
            return;
        }

        if (protocol == SniffedProtocol.Neither)
        {
            _counters.BadConnection();
            await connection.Transport.Output.WriteAsync(BadRequest).ConfigureAwait(false);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> HandOverAsync(ChannelWriter<ConnectionContext> listener, ConnectionContext connection)
    {
        try
        {
            await listener.WriteAsync(connection, _stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }
}
