using System.Net.Security;
using System.Net.Sockets;

namespace Quorate.Transport;

/// <summary>
/// A connection that the thread pool reads and, under TLS or while the peer is slow, writes. Used where the loop
/// cannot poll the socket itself. A turn's frames leave in one send call, straight from the loop where that is
/// possible.
/// </summary>
internal sealed class StreamedConnection : PeerConnection
{
    // Protects the buffers and the two flags; held during a non-blocking send only.
    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly SslStream? _tls;
    private readonly TransportCounters _counters;
    private OutgoingBuffer _filling;
    private OutgoingBuffer _sending;
    private bool _isDraining;
    private bool _isBroken;

    public StreamedConnection(Socket socket, SslStream? tls, int outgoingBytesMax, TransportCounters counters)
    {
        _socket = socket;
        _tls = tls;
        _counters = counters;
        _filling = new OutgoingBuffer(outgoingBytesMax);
        _sending = new OutgoingBuffer(outgoingBytesMax);
        _socket.Blocking = false;
    }

    public override void Enqueue(Message message, TransportOptions options)
    {
        var length = Frame.LengthOf(message);
        lock (_gate)
        {
            var destination = _isBroken ? default : _filling.Reserve(length);
            if (destination.IsEmpty)
            {
                _counters.AddDropped();
                return;
            }

            Frame.Write(message, options.Cluster, options.Epoch, options.Self, destination);
            _counters.AddSent(length);
        }
    }

    public override void Flush()
    {
        lock (_gate)
        {
            if (_isDraining || _isBroken || _filling.Length == 0)
            {
                return;
            }

            if (_tls is null)
            {
                var sent = _socket.Send(_filling.Waiting.Span, SocketFlags.None, out var error);
                _isBroken = error is not (SocketError.Success or SocketError.WouldBlock);
                _filling.Consume(error == SocketError.Success ? sent : 0);
            }

            if (_filling.Length == 0 || _isBroken)
            {
                return;
            }

            _isDraining = true;
            (_filling, _sending) = (_sending, _filling);
        }

        _ = DrainAsync();
    }

    public override async Task<string> ReceiveAsync(ReplicaId peer, ITransportEvents events)
    {
        var reader = new FrameReader();
        try
        {
            while (true)
            {
                var count = _tls is null
                    ? await _socket.ReceiveAsync(reader.Destination, SocketFlags.None).ConfigureAwait(false)
                    : await _tls.ReadAsync(reader.Destination).ConfigureAwait(false);
                if (count == 0)
                {
                    return "the peer closed the connection";
                }

                var frames = new List<byte[]>();
                if (!reader.Received(count, frames))
                {
                    _counters.AddBadStream();
                    return "the peer sent a frame whose length is out of bounds";
                }

                if (frames.Count > 0)
                {
                    _counters.AddReceived(frames.Count, count);
                    events.OnFrames(peer, frames);
                }
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            return error.Message;
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _isBroken = true;
        }

        _tls?.Dispose();
        _socket.Dispose();
    }

    private async Task DrainAsync()
    {
        try
        {
            while (true)
            {
                await SendWaitingAsync().ConfigureAwait(false);
                lock (_gate)
                {
                    if (_filling.Length == 0 || _isBroken)
                    {
                        _isDraining = false;
                        return;
                    }

                    (_filling, _sending) = (_sending, _filling);
                }
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // The receiving side of the same connection sees the break, too, and reports it with its reason.
            Dispose();
        }
    }

    private async Task SendWaitingAsync()
    {
        while (_sending.Length > 0)
        {
            var waiting = _sending.Waiting;
            if (_tls is null)
            {
                _sending.Consume(await _socket.SendAsync(waiting, SocketFlags.None).ConfigureAwait(false));
            }
            else
            {
                await _tls.WriteAsync(waiting).ConfigureAwait(false);
                _sending.Consume(waiting.Length);
            }
        }
    }
}
