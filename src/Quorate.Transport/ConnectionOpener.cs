using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Quorate.Transport;

/// <summary>Turns a fresh socket into a <see cref="PeerConnection"/>: TLS when configured, then the handshake.</summary>
internal sealed class ConnectionOpener(TransportOptions options, TlsAuthority? tls, TransportCounters counters)
{
    /// <summary>Connects to a member.</summary>
    /// <exception cref="HandshakeRefusedException">One of the two sides refused.</exception>
    /// <exception cref="SocketException">The member cannot be reached.</exception>
    public async Task<PeerConnection> DialAsync(PeerEndpoint peer, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        SslStream? stream = null;
        try
        {
            Tune(socket);
            await socket.ConnectAsync(new DnsEndPoint(peer.Host, peer.Port), cancellationToken).ConfigureAwait(false);
            if (tls is not null)
            {
                stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
                await stream.AuthenticateAsClientAsync(tls.ClientOptions(peer.Host), cancellationToken)
                    .ConfigureAwait(false);
            }

            await IntroduceAsync(socket, stream, peer, cancellationToken).ConfigureAwait(false);
            return new PeerConnection(socket, stream, options.OutgoingBytesMax, counters);
        }
        catch (Exception error)
        {
            Close(socket, stream);
            throw Translated(error) ?? error;
        }
    }

    /// <summary>Answers whoever connected.</summary>
    /// <exception cref="HandshakeRefusedException">One of the two sides refused.</exception>
    public async Task<(ReplicaId Peer, PeerConnection Connection)> AcceptAsync(
        Socket socket, CancellationToken cancellationToken)
    {
        SslStream? stream = null;
        try
        {
            Tune(socket);
            if (tls is not null)
            {
                stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
                await stream.AuthenticateAsServerAsync(tls.ServerOptions, cancellationToken).ConfigureAwait(false);
            }

            var peer = await AnswerAsync(socket, stream, cancellationToken).ConfigureAwait(false);
            return (peer, new PeerConnection(socket, stream, options.OutgoingBytesMax, counters));
        }
        catch (Exception error)
        {
            Close(socket, stream);
            throw Translated(error) ?? error;
        }
    }

    private async Task IntroduceAsync(Socket socket, SslStream? stream, PeerEndpoint peer, CancellationToken stop)
    {
        var hello = new byte[Handshake.EncodedLength];
        new Handshake(Frame.CurrentVersion, options.Self, peer.Id, options.Epoch, options.Cluster).Write(hello);
        await SendAsync(socket, stream, hello, stop).ConfigureAwait(false);
        var head = new byte[HandshakeReply.HeadLength];
        await ReceiveExactlyAsync(socket, stream, head, stop).ConfigureAwait(false);
        if (!HandshakeReply.TryReadHead(head, out var refusal, out var length))
        {
            throw new HandshakeRefusedException(HandshakeRefusal.Garbage, "what listens there is no replica");
        }

        if (refusal != HandshakeRefusal.None)
        {
            var text = new byte[length];
            await ReceiveExactlyAsync(socket, stream, text, stop).ConfigureAwait(false);
            throw new HandshakeRefusedException(refusal, System.Text.Encoding.UTF8.GetString(text));
        }
    }

    private async Task<ReplicaId> AnswerAsync(Socket socket, SslStream? stream, CancellationToken stop)
    {
        var hello = new byte[Handshake.EncodedLength];
        var known = await ReceiveSomeAsync(socket, stream, hello, sizeof(ulong), stop).ConfigureAwait(false);
        var reply = new HandshakeReply(HandshakeRefusal.Garbage, "this port is for Quorate replicas only");
        var sender = ReplicaId.None;
        if (System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hello) == Handshake.Magic)
        {
            await ReceiveExactlyAsync(socket, stream, hello.AsMemory(known), stop).ConfigureAwait(false);
            Handshake.TryRead(hello, out var handshake);
            sender = handshake.Sender;
            reply = new HandshakeReply(handshake.Check(options, out var reason), reason);
        }

        await SendAsync(socket, stream, reply.Encode(), stop).ConfigureAwait(false);
        return reply.Refusal == HandshakeRefusal.None
            ? sender
            : throw new HandshakeRefusedException(reply.Refusal, reply.Reason);
    }

    private static HandshakeRefusedException? Translated(Exception error) => error switch
    {
        OperationCanceledException => new(HandshakeRefusal.Timeout, "the handshake did not finish in time"),
        AuthenticationException => new(HandshakeRefusal.Certificate, $"TLS failed: {error.Message}"),
        EndOfStreamException => new(HandshakeRefusal.Garbage, "the connection ended before its handshake did"),
        _ => null,
    };

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

    private static void Close(Socket socket, SslStream? stream)
    {
        stream?.Dispose();
        socket.Dispose();
    }

    private static async Task SendAsync(Socket socket, SslStream? stream, byte[] bytes, CancellationToken stop)
    {
        if (stream is not null)
        {
            await stream.WriteAsync(bytes, stop).ConfigureAwait(false);
            return;
        }

        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, stop).ConfigureAwait(false);
        }
    }

    private static async Task ReceiveExactlyAsync(
        Socket socket, SslStream? stream, Memory<byte> bytes, CancellationToken stop) =>
        await ReceiveSomeAsync(socket, stream, bytes, bytes.Length, stop).ConfigureAwait(false);

    private static async Task<int> ReceiveSomeAsync(
        Socket socket, SslStream? stream, Memory<byte> bytes, int wanted, CancellationToken stop)
    {
        var received = 0;
        while (received < wanted)
        {
            var count = stream is null
                ? await socket.ReceiveAsync(bytes[received..], SocketFlags.None, stop).ConfigureAwait(false)
                : await stream.ReadAsync(bytes[received..], stop).ConfigureAwait(false);
            received += count > 0 ? count : throw new EndOfStreamException();
        }

        return received;
    }
}
