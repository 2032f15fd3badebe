using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Quorate.Etcd.Connections;

/// <summary>
/// Stands before TLS on its port. A client that speaks clear text there is told so in its own protocol, instead of
/// seeing a connection that ends without a word.
/// </summary>
internal sealed class TlsPortGuard(EtcdCounters counters)
{
    private const byte HandshakeRecord = 0x16;
    private const string Reason = "this port serves TLS: write https://";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly byte[] Http1Answer = Encoding.ASCII.GetBytes(
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
        + $"Content-Length: {Reason.Length + 1}\r\n\r\n{Reason}\n");

    private static readonly byte[] Http2Answer = GoAway();

    /// <summary>Hands the connection to TLS when it begins a handshake, else answers and ends it.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate tls)
    {
        var protocol = await ProtocolSniffer.SniffAsync(connection, CancellationToken.None).ConfigureAwait(false);
        if (protocol == SniffedProtocol.Neither && BeginsHandshake(connection))
        {
            await tls(connection).ConfigureAwait(false);
            return;
        }

        if (protocol != SniffedProtocol.Undecided)
        {
            counters.BadConnection();
        }

        var answer = protocol switch
        {
            SniffedProtocol.Http1 => Http1Answer,
            SniffedProtocol.Http2 => Http2Answer,
            _ => [],
        };
        if (answer.Length > 0)
        {
            await connection.Transport.Output.WriteAsync(answer).ConfigureAwait(false);
            await DrainAsync(connection).ConfigureAwait(false);
        }
    }

    // Closed with unread bytes, a connection is reset, and the client may lose the answer that is on its way: it gets
    // the time to read it and to close first.
    private static async Task DrainAsync(ConnectionContext connection)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(Patience);
        try
        {
            var input = connection.Transport.Input;
            for (var isOver = false; !isOver;)
            {
                var result = await input.ReadAsync(patience.Token).ConfigureAwait(false);
                input.AdvanceTo(result.Buffer.End);
                isOver = result.IsCompleted;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException)
        {
            // It left, or takes too long: either way it was told.
        }
    }

    private static bool BeginsHandshake(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        if (!input.TryRead(out var result))
        {
            return false;
        }

        var first = result.Buffer.IsEmpty ? default : result.Buffer.FirstSpan[0];
        input.AdvanceTo(result.Buffer.Start);
        return first == HandshakeRecord;
    }

    // An empty SETTINGS frame, as every HTTP/2 server begins, then GOAWAY: no stream was looked at, and
    // INADEQUATE_SECURITY is the code (RFC 9113 §6.8 and §7).
    private static byte[] GoAway()
    {
        const int FrameHeaderLength = 9;
        const byte Settings = 4;
        const byte GoAwayType = 7;
        const uint InadequateSecurity = 0xc;
        var frames = new byte[FrameHeaderLength + FrameHeaderLength + 8 + Reason.Length];
        frames[3] = Settings;
        var goAway = frames.AsSpan(FrameHeaderLength);
        goAway[2] = (byte)(8 + Reason.Length);
        goAway[3] = GoAwayType;
        BinaryPrimitives.WriteUInt32BigEndian(goAway[(FrameHeaderLength + 4)..], InadequateSecurity);
        Encoding.ASCII.GetBytes(Reason, goAway[(FrameHeaderLength + 8)..]);
        return frames;
    }
}
