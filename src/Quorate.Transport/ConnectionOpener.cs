using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Quorate.Transport;

/// <summary>
/// Turns a fresh socket into a <see cref="PeerConnection"/>: TLS when configured, then the handshake.
/// </summary>
internal sealed class ConnectionOpener(TransportOptions options, TlsAuthority? tls, TransportCounters counters)
{
    private bool IsPolled => options.Poll is not null;

    /// <summary>Connects to a member.</summary>
    /// <exception cref="HandshakeRefusedException">One of the two sides refused.</exception>
    /// <exception cref="SocketException">The member cannot be reached.</exception>
    public Task<PeerConnection> DialAsync(PeerEndpoint peer, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        return OpenAsync(socket, async channel =>
        {
            await channel.ConnectAsync(new DnsEndPoint(peer.Host, peer.Port), stop).ConfigureAwait(false);
            if (tls is not null)
            {
                channel.Tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
                await channel.Tls.AuthenticateAsClientAsync(
                    tls.ClientOptions(peer.Host, channel.RefuseCertificate), stop).ConfigureAwait(false);
            }

            await IntroduceAsync(channel, peer, stop).ConfigureAwait(false);
            return Established(socket, channel);
        }, stop);
    }

    /// <summary>Answers whoever connected.</summary>
    /// <exception cref="HandshakeRefusedException">One of the two sides refused.</exception>
    public Task<(ReplicaId Peer, PeerConnection Connection)> AcceptAsync(Socket socket, CancellationToken stop) =>
        OpenAsync(socket, async channel =>
        {
            if (tls is not null)
            {
                channel.Tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
                await channel.Tls.AuthenticateAsServerAsync(
                    tls.ServerOptions(channel.RefuseCertificate), stop).ConfigureAwait(false);
            }

            var peer = await AnswerAsync(channel, stop).ConfigureAwait(false);
            return (peer, Established(socket, channel));
        }, stop);

    private async Task<T> OpenAsync<T>(Socket socket, Func<HandshakeChannel, Task<T>> open, CancellationToken stop)
    {
        var channel = new HandshakeChannel(socket, IsPolled, options.HandshakeTimeout);
        try
        {
            using var closing = stop.UnsafeRegister(static state => ((Socket)state!).Dispose(), socket);
            Tune(socket);
            return IsPolled
                ? await Task.Factory.StartNew(
                    () => open(channel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    .Unwrap().ConfigureAwait(false)
                : await open(channel).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            channel.Dispose();
            throw Translated(error, channel.CertificateRefusal, stop) ?? error;
        }
    }

    private PeerConnection Established(Socket socket, HandshakeChannel channel) => options.Poll is { } poll
        ? new PolledConnection(socket, poll, options.OutgoingBytesMax, counters)
        : new StreamedConnection(socket, channel.Tls, options.OutgoingBytesMax, counters);

    private async Task IntroduceAsync(HandshakeChannel channel, PeerEndpoint peer, CancellationToken stop)
    {
        var hello = new byte[Handshake.EncodedLength];
        new Handshake(
            Frame.CurrentVersion, options.Self, peer.Id, options.Epoch, options.Cluster, options.Protocol).Write(hello);
        await channel.SendAsync(hello, stop).ConfigureAwait(false);
        var head = new byte[HandshakeReply.HeadLength];
        await channel.ReceiveAsync(head, head.Length, stop).ConfigureAwait(false);
        if (!HandshakeReply.TryReadHead(head, out var refusal, out var length))
        {
            throw new HandshakeRefusedException(HandshakeRefusal.Garbage, "what listens there is no replica");
        }

        if (refusal != HandshakeRefusal.None)
        {
            var text = new byte[length];
            await channel.ReceiveAsync(text, length, stop).ConfigureAwait(false);
            throw new HandshakeRefusedException(refusal, Encoding.UTF8.GetString(text));
        }
    }

    private async Task<ReplicaId> AnswerAsync(HandshakeChannel channel, CancellationToken stop)
    {
        var hello = new byte[Handshake.EncodedLength];
        var known = await channel.ReceiveAsync(hello, sizeof(ulong), stop).ConfigureAwait(false);
        var reply = new HandshakeReply(HandshakeRefusal.Garbage, "this port is for Quorate replicas only");
        var sender = ReplicaId.None;
        if (BinaryPrimitives.ReadUInt64LittleEndian(hello) == Handshake.Magic)
        {
            await channel.ReceiveAsync(hello.AsMemory(known), hello.Length - known, stop).ConfigureAwait(false);
            Handshake.TryRead(hello, out var handshake);
            sender = handshake.Sender;
            reply = new HandshakeReply(handshake.Check(options, out var reason), reason);
        }

        await channel.SendAsync(reply.Encode(), stop).ConfigureAwait(false);
        return reply.Refusal == HandshakeRefusal.None
            ? sender
            : throw new HandshakeRefusedException(reply.Refusal, reply.Reason);
    }

    private static HandshakeRefusedException? Translated(
        Exception error, string? refused, CancellationToken stop) => error switch
        {
            OperationCanceledException or SocketException { SocketErrorCode: SocketError.TimedOut } =>
                new(HandshakeRefusal.Timeout, "the handshake did not finish in time"),
            SocketException or ObjectDisposedException when stop.IsCancellationRequested =>
                new(HandshakeRefusal.Timeout, "the handshake did not finish in time"),
            AuthenticationException => new(HandshakeRefusal.Certificate, $"TLS failed: {refused ?? Innermost(error)}"),
            EndOfStreamException => new(HandshakeRefusal.Garbage, "the connection ended before its handshake did"),
            _ => null,
        };

    private static string Innermost(Exception error) => error.GetBaseException().Message;

    private void Tune(Socket socket)
    {
        var seconds = Math.Max(1, (int)options.SilenceMax.TotalSeconds / 3);
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 2);
        if (OperatingSystem.IsLinux())
        {
            // Keepalive is silent while sent bytes are unacknowledged; TCP_USER_TIMEOUT (18) bounds that case.
            socket.SetRawSocketOption(6, 18, BitConverter.GetBytes((int)options.SilenceMax.TotalMilliseconds));
        }
    }
}
