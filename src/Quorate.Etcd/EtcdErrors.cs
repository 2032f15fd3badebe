using Quorate.Etcd.Grpc;
using Quorate.Hosting;
using Quorate.KeyValue;

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

    /// <summary>Adds, when there is one, whom the replica waits for: the reason that an operator can act on.</summary>
    public static GrpcStatus WithStall(GrpcStatus status, Stall? stall, string outcome = "") =>
        stall is { } known ? status with { Message = $"{status.Message}, {known}{outcome}" } : status;

    /// <summary>Whether the time of a request ran out.</summary>
    public static bool IsTimeout(GrpcStatus status) =>
        status.Code == RequestTimedOut.Code
        && status.Message.StartsWith(RequestTimedOut.Message, StringComparison.Ordinal);

    /// <summary>A method of etcd's API that is not built yet.</summary>
    public static GrpcStatus NotBuilt(string method) =>
        new(GrpcStatusCode.Unimplemented, $"{method} is a method of etcd's API that this server does not have yet");

    /// <summary>The message is not the protobuf message that it should be.</summary>
    public static GrpcStatus Malformed(string detail) =>
        new(GrpcStatusCode.Internal, "grpc: error unmarshalling request: " + detail);

    /// <summary>How an operation or query that the key-value store refused is answered.</summary>
    public static GrpcStatus Of(KeyValueError error) => error switch
    {
        KeyValueError.Malformed => Malformed("the bytes are not the request's message"),
        KeyValueError.KeyEmpty => new(GrpcStatusCode.InvalidArgument, "etcdserver: key is not provided"),
        KeyValueError.KeyNotFound => new(GrpcStatusCode.InvalidArgument, "etcdserver: key not found"),
        KeyValueError.ValueProvided => new(GrpcStatusCode.InvalidArgument, "etcdserver: value is provided"),
        KeyValueError.LeaseProvided => new(GrpcStatusCode.InvalidArgument, "etcdserver: lease is provided"),
        KeyValueError.TooManyOps =>
            new(GrpcStatusCode.InvalidArgument, "etcdserver: too many operations in txn request"),
        KeyValueError.DuplicateKey =>
            new(GrpcStatusCode.InvalidArgument, "etcdserver: duplicate key given in txn request"),
        KeyValueError.LeaseNotFound => new(GrpcStatusCode.NotFound, "etcdserver: requested lease not found"),
        KeyValueError.Compacted =>
            new(GrpcStatusCode.OutOfRange, "etcdserver: mvcc: required revision has been compacted"),
        KeyValueError.FutureRevision =>
            new(GrpcStatusCode.OutOfRange, "etcdserver: mvcc: required revision is a future revision"),
        KeyValueError.InvalidSortOption => new(GrpcStatusCode.InvalidArgument, "etcdserver: invalid sort option"),
        KeyValueError.NoSpace =>
            new(GrpcStatusCode.ResourceExhausted, "etcdserver: mvcc: database space exceeded"),
        KeyValueError.ReplyTooLarge =>
            new(GrpcStatusCode.ResourceExhausted, "grpc: trying to send message larger than max"),
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "no request of this front-end meets it"),
    };

    /// <summary>
    /// How a submitted operation that was not executed is answered. etcd's code for a time-out leaves open whether it
    /// was executed; where this replica waits for another the text says so, or that it certainly was not.
    /// </summary>
    public static GrpcStatus Of(SubmitOutcome outcome, Stall? stall) => outcome switch
    {
        SubmitOutcome.Unknown => WithStall(RequestTimedOut, stall, "; it may be executed yet"),
        SubmitOutcome.Expired => WithStall(RequestTimedOut, stall, "; it was not executed"),
        SubmitOutcome.Overloaded => TooManyRequests,
        SubmitOutcome.TooLarge => RequestTooLarge,
        SubmitOutcome.Stopped => ServerStopped,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "an executed operation has a reply"),
    };
}
