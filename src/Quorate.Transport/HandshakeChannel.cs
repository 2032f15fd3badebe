using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Quorate.Transport;

/// <summary>
/// The bytes of one handshake, within its time. For a connection that will be polled every call blocks, on a thread
/// of its own: an asynchronous call would tie the socket to the runtime's own polling for good.
/// </summary>
internal sealed class HandshakeChannel : IDisposable
{
    private readonly Socket _socket;
    private readonly bool _isBlocking;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly TimeSpan _timeout;

    public HandshakeChannel(Socket socket, bool isBlocking, TimeSpan timeout)
    {
        _socket = socket;
        _isBlocking = isBlocking;
        _timeout = timeout;
    }

    /// <summary>TLS, once it is agreed on.</summary>
    public SslStream? Tls { get; set; }

    /// <summary>Why the other side's certificate was not accepted, once it was not.</summary>
    public string? CertificateRefusal { get; private set; }

    public void RefuseCertificate(string problem) => CertificateRefusal = problem;

    public async ValueTask ConnectAsync(EndPoint endpoint, CancellationToken stop)
    {
        if (!_isBlocking)
        {
            await _socket.ConnectAsync(endpoint, stop).ConfigureAwait(false);
            return;
        }

        LimitTime();
        _socket.Connect(endpoint);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (Tls is not null)
        {
            await Tls.WriteAsync(bytes, stop).ConfigureAwait(false);
            return;
        }

        while (!bytes.IsEmpty)
        {
            LimitTime();
            var sent = _isBlocking
                ? _socket.Send(bytes.Span)
                : await _socket.SendAsync(bytes, SocketFlags.None, stop).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }

    /// <summary>Receives at least <paramref name="wanted"/> bytes; returns how many.</summary>
    public async ValueTask<int> ReceiveAsync(Memory<byte> bytes, int wanted, CancellationToken stop)
    {
        var received = 0;
        while (received < wanted)
        {
            var rest = bytes[received..];
            LimitTime();
            var count = Tls is not null ? await Tls.ReadAsync(rest, stop).ConfigureAwait(false)
                : _isBlocking ? _socket.Receive(rest.Span)
                : await _socket.ReceiveAsync(rest, SocketFlags.None, stop).ConfigureAwait(false);
            received += count > 0 ? count : throw new EndOfStreamException();
        }

        return received;
    }

    public void Dispose()
    {
        Tls?.Dispose();
        _socket.Dispose();
    }

    private void LimitTime()
    {
        if (_isBlocking)
        {
            var left = _timeout - Stopwatch.GetElapsedTime(_begun);
            var milliseconds = Math.Max(1, (int)left.TotalMilliseconds);
            _socket.ReceiveTimeout = milliseconds;
            _socket.SendTimeout = milliseconds;
        }
    }
}
