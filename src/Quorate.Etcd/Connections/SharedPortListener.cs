using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Quorate.Etcd.Connections;

/// <summary>One protocol's side of a shared port, as Kestrel sees it.</summary>
internal sealed class SharedPortListener(SharedPort port, ChannelReader<ConnectionContext> accepted, EndPoint endPoint)
    : IConnectionListener
{
    public EndPoint EndPoint { get; } = endPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await accepted.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (accepted.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => port.UnbindAsync(cancellationToken);

    public ValueTask DisposeAsync() => port.DisposeAsync();
}
