using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Quorate.Etcd.Connections;

/// <summary>
/// Lets gRPC and HTTP/1.1 share a clear-text port, as etcd's clients expect: Kestrel chooses a protocol by ALPN or not
/// at all, so each address is bound twice, for HTTP/1.1 as itself and for HTTP/2 as its <see cref="Http2Twin"/>, and
/// every accepted connection goes to one of the two by its first bytes. After that the bytes flow through no extra hop.
/// </summary>
internal sealed class SharedPortTransport(IConnectionListenerFactory sockets, EtcdCounters counters)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly Dictionary<EndPoint, SharedPort> _ports = [];

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or Http2Twin;

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is Http2Twin twin)
        {
            // Kestrel binds its endpoints one after the other, in the order in which they were configured.
            return _ports[twin.Shared].Http2(twin);
        }

        var port = new SharedPort(await sockets.BindAsync(endpoint, cancellationToken).ConfigureAwait(false), counters);
        _ports[endpoint] = port;
        return port.Http1();
    }
}
