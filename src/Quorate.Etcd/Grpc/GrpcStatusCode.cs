namespace Quorate.Etcd.Grpc;

/// <summary>The status codes of gRPC; the values travel in <c>grpc-status</c>.</summary>
public enum GrpcStatusCode
{
    /// <summary>Success.</summary>
    Ok = 0,

    /// <summary>The caller cancelled.</summary>
    Canceled = 1,

    /// <summary>Nothing more specific applies.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>Time ran out before the outcome was known.</summary>
    DeadlineExceeded = 4,

    /// <summary>The thing asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>The thing to be made exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or limit is reached.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in a state in which this is possible.</summary>
    FailedPrecondition = 9,

    /// <summary>Aborted by a conflict.</summary>
    Aborted = 10,

    /// <summary>The request is outside of what exists now.</summary>
    OutOfRange = 11,

    /// <summary>The method does not exist or is not built.</summary>
    Unimplemented = 12,

    /// <summary>A rule of the protocol itself was broken.</summary>
    Internal = 13,

    /// <summary>Not possible at the moment; another try may help.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupt.</summary>
    DataLoss = 15,

    /// <summary>The caller is not who it must be.</summary>
    Unauthenticated = 16,
}
