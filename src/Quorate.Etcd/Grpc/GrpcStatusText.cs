using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Quorate.Etcd.Grpc;

/// <summary>The texts of <c>grpc-status</c>, made once.</summary>
internal static class GrpcStatusText
{
    private static readonly StringValues[] Texts =
        [.. Enumerable.Range(0, 17).Select(code => new StringValues(code.ToString(CultureInfo.InvariantCulture)))];

    public static StringValues Of(GrpcStatusCode code) => Texts[(int)code];
}
