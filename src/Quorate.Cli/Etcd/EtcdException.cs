using Quorate.Etcd.Grpc;

namespace Quorate.Cli.Etcd;

/// <summary>A call that did not succeed: the server's status, or what became of the connection.</summary>
internal sealed class EtcdException : Exception
{
    /// <summary>Creates the exception.</summary>
    public EtcdException()
        : this(GrpcStatusCode.Unknown, string.Empty)
    {
    }

    /// <summary>Creates the exception.</summary>
    public EtcdException(string message)
        : this(GrpcStatusCode.Unknown, message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public EtcdException(string message, Exception innerException)
        : this(GrpcStatusCode.Unavailable, message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">The server's text.</param>
    /// <param name="innerException">The cause, when the call failed on this side.</param>
    public EtcdException(GrpcStatusCode status, string message, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>The gRPC status.</summary>
    public GrpcStatusCode Status { get; }

    /// <summary>
    /// Whether the request certainly had no effect. Everything else (time-outs, broken connections, changes of leader)
    /// leaves the outcome open.
    /// </summary>
    public bool IsDefinite => Status is GrpcStatusCode.InvalidArgument or GrpcStatusCode.NotFound
        or GrpcStatusCode.OutOfRange or GrpcStatusCode.FailedPrecondition or GrpcStatusCode.ResourceExhausted
        or GrpcStatusCode.Unimplemented or GrpcStatusCode.PermissionDenied or GrpcStatusCode.Unauthenticated;
}
