using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Quorate.Transport;

/// <summary>
/// The connections between one replica and its peers: one per pair, kept up by the lower id, used both ways. Frames may
/// be lost (dropped when a peer is away or too slow) but never reordered within a connection; the protocol retransmits.
/// </summary>
public sealed class PeerTransport : IAsyncDisposable
{
    private const int ConcurrentHandshakesMax = 64;

    private readonly TransportOptions _options;
    private readonly ITransportEvents _events;
    private readonly TlsAuthority? _tls;
    private readonly ConnectionOpener _opener;
    private readonly PeerLink?[] _links = new PeerLink?[byte.MaxValue];
    private readonly PeerLink[] _peers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _handshakes = new(ConcurrentHandshakesMax);
    private readonly List<Task> _tasks = [];
    private Socket? _listener;

    /// <summary>Creates the transport; <see cref="Start"/> opens it.</summary>
    /// <exception cref="InvalidOperationException">The TLS files cannot be loaded.</exception>
    public PeerTransport(TransportOptions options, ITransportEvents events)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(events);
        _options = options;
        _events = events;
        _tls = options.Tls is { } tls ? new TlsAuthority(tls) : null;
        _opener = new ConnectionOpener(options, _tls, Counters);
        _peers = [.. options.Members.Where(member => member.Id != options.Self)
            .Select(member => new PeerLink(member, events, Counters))];
        foreach (var link in _peers)
        {
            _links[link.Endpoint.Id.Value] = link;
        }
    }

    /// <summary>What has been counted.</summary>
    public TransportCounters Counters { get; } = new();

    /// <summary>The port that is listened on; differs from the configured one only when that was 0.</summary>
    public int Port => _listener?.LocalEndPoint is IPEndPoint endpoint ? endpoint.Port : 0;

    /// <summary>Starts to listen and to dial.</summary>
    /// <exception cref="InvalidOperationException">The address cannot be listened on.</exception>
    public void Start()
    {
        Contract.Assert(_listener is null, "a transport is started once");
        _listener = Listen(_options.Listen ?? _options.Members.Single(member => member.Id == _options.Self));
        _tasks.Add(AcceptAllAsync(_listener));
        foreach (var link in _peers)
        {
            _tasks.Add(_options.Self < link.Endpoint.Id ? KeepDiallingAsync(link) : KnockAsync(link));
        }
    }

    /// <summary>Whether messages can be sent to the peer now. From any thread.</summary>
    public bool IsConnected(ReplicaId peer) => _links[peer.Value]?.IsConnected ?? false;

    /// <summary>
    /// Encodes a message for a peer; <see cref="Flush"/> sends it. Called by the replica's loop only.
    /// </summary>
    public void Send(ReplicaId to, Message message) => _links[to.Value]?.Send(message, _options);

    /// <summary>
    /// Sends what was encoded since the last call, with one system call per peer. Called by the replica's loop only.
    /// </summary>
    public void Flush()
    {
        foreach (var link in _peers)
        {
            link.Flush();
        }
    }

    /// <summary>Closes everything; the peers see it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener?.Dispose();
        foreach (var link in _peers)
        {
            link.Close();
        }

        await Task.WhenAll(_tasks).ConfigureAwait(false);
        foreach (var link in _peers)
        {
            link.Dispose();
        }

        _tls?.Dispose();
        _handshakes.Dispose();
        _stopping.Dispose();
    }

    private static Socket Listen(PeerEndpoint endpoint)
    {
        var address = endpoint.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(endpoint.Host, out var parsed) ? parsed : IPAddress.IPv6Any;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, endpoint.Port));
            socket.Listen();
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new InvalidOperationException(
                $"The peer address {endpoint} cannot be listened on ({error.Message}): "
                + "is another replica running there?",
                error);
        }
    }

    private async Task AcceptAllAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _handshakes.WaitAsync(_stopping.Token).ConfigureAwait(false);
                var socket = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = AnswerAsync(socket);
            }
            catch (SocketException)
            {
                // The one who connected is gone already, or file descriptors ran out: the next accept may succeed.
                _handshakes.Release();
                await PauseAsync(_options.ReconnectMin).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        var remote = socket.RemoteEndPoint?.ToString() ?? "unknown address";
        Task? running = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            limit.CancelAfter(_options.HandshakeTimeout);
            var (peer, connection) = await _opener.AcceptAsync(socket, limit.Token).ConfigureAwait(false);
            running = Use(_links[peer.Value]!, connection);
        }
        catch (HandshakeRefusedException refused)
        {
            ReportRefused(remote, refused);
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            ReportRefused(remote, new HandshakeRefusedException(HandshakeRefusal.Garbage, error.Message));
        }
        finally
        {
            if (!_stopping.IsCancellationRequested)
            {
                _handshakes.Release();
            }
        }

        await (running ?? Task.CompletedTask).ConfigureAwait(false);
    }

    /// <summary>
    /// A replica that (re)starts knocks at its peers of lower id, so that they dial it now instead of after their
    /// pause. The connection itself is not kept: two that cross would each drop the other.
    /// </summary>
    private async Task KnockAsync(PeerLink link)
    {
        await Task.Yield();
        (await TryDialAsync(link).ConfigureAwait(false))?.Dispose();
    }

    private async Task KeepDiallingAsync(PeerLink link)
    {
        var pause = _options.ReconnectMin;
        while (!_stopping.IsCancellationRequested)
        {
            await link.WhenDisconnected().ConfigureAwait(false);
            if (await TryDialAsync(link).ConfigureAwait(false) is { } connection)
            {
                pause = _options.ReconnectMin;
                await RunAsync(link, connection).ConfigureAwait(false);
                continue;
            }

            var jitter = RandomNumberGenerator.GetInt32(50, 101) / 100.0;
            await link.PauseAsync(pause * jitter, _stopping.Token).ConfigureAwait(false);
            pause = pause * 2 < _options.ReconnectMax ? pause * 2 : _options.ReconnectMax;
        }
    }

    private async Task<PeerConnection?> TryDialAsync(PeerLink link)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        limit.CancelAfter(_options.HandshakeTimeout);
        try
        {
            return await _opener.DialAsync(link.Endpoint, limit.Token).ConfigureAwait(false);
        }
        catch (HandshakeRefusedException refused)
        {
            ReportRefused($"{link.Endpoint.Id} at {link.Endpoint}", refused);
            return null;
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // Not running yet, or not any more: PeerDown was reported when it left, and dialling goes on.
            return null;
        }
    }

    private Task Use(PeerLink link, PeerConnection connection)
    {
        if (link.Endpoint.Id < _options.Self)
        {
            return RunAsync(link, connection);
        }

        connection.Dispose();
        link.Knocked();
        return Task.CompletedTask;
    }

    private async Task RunAsync(PeerLink link, PeerConnection connection)
    {
        using var closing = _stopping.Token.UnsafeRegister(
            static state => ((PeerConnection)state!).Dispose(), connection);
        await link.RunAsync(connection).ConfigureAwait(false);
    }

    private void ReportRefused(string remote, HandshakeRefusedException refused)
    {
        if (!_stopping.IsCancellationRequested)
        {
            Counters.AddRefused(refused.Refusal);
            _events.OnRefused(remote, refused.Refusal, refused.Message);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the caller's loop sees it.
        }
    }
}
