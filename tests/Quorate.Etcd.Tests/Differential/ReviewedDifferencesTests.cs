using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;

namespace Quorate.Etcd.Tests.Differential;

public sealed class ReviewedDifferencesTests
{
    private static RangeResponse Response(ulong cluster, long revision, long count) => new()
    {
        Header = new() { ClusterId = cluster, MemberId = cluster, RaftTerm = cluster, Revision = revision },
        Kvs = { new Protocol.KeyValue() },
        Count = count,
    };

    [Fact]
    public void OnlyTheIdentityOfTheClusterIsIgnored()
    {
        var expected = ReviewedDifferences.Normalise(Response(1, 5, 1));
        Assert.Equal(expected, ReviewedDifferences.Normalise(Response(2, 5, 1)));
        Assert.NotEqual(expected, ReviewedDifferences.Normalise(Response(1, 6, 1)));
        Assert.NotEqual(expected, ReviewedDifferences.Normalise(Response(1, 5, 2)));
    }

    [Fact]
    public void OnlyTheDetailOfAnUnmarshallingErrorIsIgnored()
    {
        var error = new GrpcStatus(GrpcStatusCode.Internal, "grpc: error unmarshalling request: unexpected EOF");
        Assert.Equal("grpc: error unmarshalling request: ", ReviewedDifferences.Normalise(error).Message);
        error = new GrpcStatus(GrpcStatusCode.Internal, "unexpected EOF");
        Assert.Equal(error, ReviewedDifferences.Normalise(error));
    }
}
