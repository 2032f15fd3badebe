namespace Quorate.Cli.Etcd;

/// <summary>A call that did not succeed: the server's status, or what became of the connection.</summary>
internal sealed class EtcdException : Exception
{
    /// <summary>Creates the exception.</summary>
    public EtcdException()
        : this(GrpcStatus.Unknown, string.Empty)
    {
    }

    /// <summary>Creates the exception.</summary>
    public EtcdException(string message)
        : this(GrpcStatus.Unknown, message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public EtcdException(string message, Exception innerException)
        : this(GrpcStatus.Unavailable, message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">The server's text.</param>
    /// <param name="innerException">The cause, when the call failed on this side.</param>
    public EtcdException(GrpcStatus status, string message, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>The gRPC status.</summary>
    public GrpcStatus Status { get; }

    /// <summary>
    /// Whether the request certainly had no effect. Everything else (time-outs, broken connections, changes of leader)
    /// leaves the outcome open.
    /// </summary>
    public bool IsDefinite => Status is GrpcStatus.InvalidArgument or GrpcStatus.NotFound or GrpcStatus.OutOfRange
        or GrpcStatus.FailedPrecondition or GrpcStatus.ResourceExhausted or GrpcStatus.Unimplemented
        or GrpcStatus.PermissionDenied or GrpcStatus.Unauthenticated;
}
