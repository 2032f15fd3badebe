using Quorate.Etcd.Grpc;
using Quorate.Hosting;

namespace Quorate.Etcd;

/// <summary>The one table of etcd's errors: codes and texts that clients match word for word.</summary>
internal static class EtcdErrors
{
    public static GrpcStatus RequestTimedOut { get; } =
        new(GrpcStatusCode.Unavailable, "etcdserver: request timed out");

    public static GrpcStatus TooManyRequests { get; } =
        new(GrpcStatusCode.ResourceExhausted, "etcdserver: too many requests");

    public static GrpcStatus RequestTooLarge { get; } =
        new(GrpcStatusCode.InvalidArgument, "etcdserver: request is too large");

    public static GrpcStatus ServerStopped { get; } = new(GrpcStatusCode.Unavailable, "etcdserver: server stopped");

    public static GrpcStatus NoLeader { get; } = new(GrpcStatusCode.Unavailable, "etcdserver: no leader");

    /// <summary>The message is not the protobuf message that it should be.</summary>
    public static GrpcStatus Malformed(string detail) =>
        new(GrpcStatusCode.Internal, "grpc: error unmarshalling request: " + detail);

    /// <summary>The error that the state machine replied with.</summary>
    public static GrpcStatus Of(byte error) => new(GrpcStatusCode.Unknown, $"etcdserver: error {error}");

    /// <summary>How a submitted operation that was not executed is answered.</summary>
    public static GrpcStatus Of(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Unknown => RequestTimedOut,
        SubmitOutcome.Overloaded => TooManyRequests,
        SubmitOutcome.TooLarge => RequestTooLarge,
        SubmitOutcome.Stopped => ServerStopped,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "an executed operation has a reply"),
    };
}
