using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quorate.Etcd.Connections;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Http;
using Quorate.Hosting;

namespace Quorate.Etcd;

/// <summary>
/// Serves the etcd v3 API of one replica: gRPC, the JSON gateway and plain HTTP on the same addresses.
/// </summary>
public sealed class EtcdServer : IAsyncDisposable
{
    /// <summary>
    /// What gRPC accepts beyond the largest request, so that a slightly larger one gets etcd's own error.
    /// </summary>
    private const int GrpcOverheadBytes = 512 * 1024;

    private readonly WebApplication _application;
    private readonly IServer _server;
    private readonly EtcdApplication _requests;
    private readonly EtcdCounters _counters = new();

    /// <summary>Creates the server; <see cref="StartAsync"/> opens the ports.</summary>
    /// <param name="service">The replicated key-value state machine.</param>
    /// <param name="options">Addresses, members, limits.</param>
    /// <param name="loggers">Where Kestrel logs.</param>
    /// <exception cref="ArgumentException">The options contradict each other or name no address.</exception>
    public EtcdServer(IReplicatedService service, EtcdServerOptions options, ILoggerFactory loggers)
    {
        var context = new EtcdContext(service, options, _counters);
        var status = new StatusApi(context);
        var keyValue = new KeyValueApi(service, options);
        IEnumerable<GrpcMethod> methods =
        [
            .. new KeyValueService(keyValue, context).Methods,
            .. new ClusterServices(status, context).Methods,
            .. new HealthService(context).Methods,
            .. UnbuiltMethods.Methods(context),
        ];
        var messageBytesMax = options.RequestBytesMax + GrpcOverheadBytes;
        var grpc = new GrpcDispatcher(methods, messageBytesMax, _ => _counters.BadRequest());
        _requests = new EtcdApplication(grpc, new HttpFrontEnd(new JsonGateway(keyValue, status, context), context));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore();
        var endpoints = new EndpointSetup(options, _counters);
        if (endpoints.IsTls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }
        else
        {
            // The last factory registered is the first that Kestrel asks. The sockets take their options from Kestrel's
            // container: without them they would not share its pool of pinned memory and allocate for every request.
            builder.Services.AddSingleton<IConnectionListenerFactory>(provider =>
            {
                var sockets = provider.GetRequiredService<IOptions<SocketTransportOptions>>();
                return new SharedPortTransport(new SocketTransportFactory(sockets, loggers), _counters);
            });
        }

        builder.WebHost.ConfigureKestrel(endpoints.Configure);
        _application = builder.Build();
        _server = _application.Services.GetRequiredService<IServer>();
    }

    /// <summary>The addresses that are open, with the ports that the system chose.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Where(IsAddress)];

    /// <summary>Opens the ports.</summary>
    /// <exception cref="IOException">An address is in use or not of this machine.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(_requests, cancellationToken);

    /// <summary>Stops accepting, waits for running requests until <paramref name="cancellationToken"/> fires.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    // The HTTP/2 side of a shared port is in Kestrel's list too, under a name that is no address.
    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        _counters.Dispose();
    }
}
