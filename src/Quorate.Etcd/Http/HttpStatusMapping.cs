using Microsoft.AspNetCore.Http;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd.Http;

/// <summary>The HTTP status of each gRPC code, as grpc-gateway maps them.</summary>
internal static class HttpStatusMapping
{
    /// <summary>Maps a code.</summary>
    public static int Of(GrpcStatusCode code) => code switch
    {
        GrpcStatusCode.Ok => StatusCodes.Status200OK,
        GrpcStatusCode.Canceled => StatusCodes.Status408RequestTimeout,
        GrpcStatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        GrpcStatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        GrpcStatusCode.NotFound => StatusCodes.Status404NotFound,
        GrpcStatusCode.AlreadyExists or GrpcStatusCode.Aborted => StatusCodes.Status409Conflict,
        GrpcStatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        GrpcStatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        GrpcStatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        GrpcStatusCode.FailedPrecondition or GrpcStatusCode.OutOfRange => StatusCodes.Status400BadRequest,
        GrpcStatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        GrpcStatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
