using Microsoft.AspNetCore.Connections;

namespace Quorate.Etcd.Connections;

/// <summary>Looks at the first bytes of a connection without consuming them.</summary>
internal static class ProtocolSniffer
{
    /// <summary>
    /// A connection that says nothing for this long is closed; Kestrel's own limits hold from then on.
    /// </summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the protocol is known.</summary>
    /// <returns>The protocol; undecided when the connection ended, or stayed silent, before it said enough.</returns>
    public static async ValueTask<SniffedProtocol> SniffAsync(ConnectionContext connection, CancellationToken stopping)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, stopping);
        silence.CancelAfter(SilenceMax);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(silence.Token).ConfigureAwait(false);
                var protocol = FirstBytes.Judge(result.Buffer);
                var isDecided = protocol != SniffedProtocol.Undecided;

                // Nothing is consumed: the protocol's own reader starts from the first byte.
                input.AdvanceTo(result.Buffer.Start, isDecided ? result.Buffer.Start : result.Buffer.End);
                if (isDecided || result.IsCompleted)
                {
                    return protocol;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException)
        {
            return SniffedProtocol.Undecided;
        }
    }
}
