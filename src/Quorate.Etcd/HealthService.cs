using Google.Protobuf;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;
using ServingStatus = Quorate.Etcd.Protocol.HealthCheckResponse.Types.ServingStatus;

namespace Quorate.Etcd;

/// <summary>
/// grpc.health.v1.Health: the server as a whole (the empty service name) serves while it takes part in a view.
/// </summary>
internal sealed class HealthService(EtcdContext context)
{
    /// <summary>How often a watched status is looked at; nothing in the backend announces its changes.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>The methods.</summary>
    public IEnumerable<GrpcMethod> Methods =>
    [
        GrpcMethod.Unary("/grpc.health.v1.Health/Check", (call, message) => new(Check(call, message.Span))),
        GrpcMethod.Unary("/grpc.health.v1.Health/Watch", WatchAsync),
    ];

    private ServingStatus Serving => context.HasLeader ? ServingStatus.Serving : ServingStatus.NotServing;

    private GrpcStatus Check(GrpcCall call, ReadOnlySpan<byte> message)
    {
        if (Service(message, out var service) is { } malformed)
        {
            return malformed;
        }

        if (service.Length > 0)
        {
            return new GrpcStatus(GrpcStatusCode.NotFound, "unknown service");
        }

        call.WriteMessage(new HealthCheckResponse { Status = Serving });
        return GrpcStatus.Ok;
    }

    private async ValueTask<GrpcStatus> WatchAsync(GrpcCall call, Memory<byte> message)
    {
        if (Service(message.Span, out var service) is { } malformed)
        {
            return malformed;
        }

        var aborted = call.Aborted;
        using var timer = new PeriodicTimer(WatchInterval);
        ServingStatus? told = null;
        try
        {
            do
            {
                var status = service.Length == 0 ? Serving : ServingStatus.ServiceUnknown;
                if (status != told)
                {
                    call.WriteMessage(new HealthCheckResponse { Status = status });
                    await call.FlushAsync().ConfigureAwait(false);
                    told = status;
                }
            }
            while (!call.IsExpired && await timer.WaitForNextTickAsync(aborted).ConfigureAwait(false));
            return GrpcProtocolErrors.DeadlineExceeded;
        }
        catch (OperationCanceledException)
        {
            return GrpcProtocolErrors.Canceled;
        }
    }

    private GrpcStatus? Service(ReadOnlySpan<byte> message, out string service)
    {
        service = string.Empty;
        try
        {
            service = HealthCheckRequest.Parser.ParseFrom(message).Service;
            return null;
        }
        catch (InvalidProtocolBufferException malformed)
        {
            context.Counters.BadRequest();
            return EtcdErrors.Malformed(malformed.Message);
        }
    }
}
