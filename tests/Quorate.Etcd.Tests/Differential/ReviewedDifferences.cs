using Google.Protobuf;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;

namespace Quorate.Etcd.Tests.Differential;

/// <summary>
/// Everything in which an answer may differ from etcd's, and why. Whatever is not named here must be equal.
/// </summary>
internal static class ReviewedDifferences
{
    private const string Malformed = "grpc: error unmarshalling request: ";

    /// <summary>
    /// Removes from a response what names the cluster, the member and its term: each cluster has its own.
    /// </summary>
    public static IMessage Normalise(IMessage response)
    {
        var header = response switch
        {
            RangeResponse range => range.Header,
            PutResponse put => put.Header,
            DeleteRangeResponse delete => delete.Header,
            TxnResponse txn => txn.Header,
            CompactionResponse compaction => compaction.Header,
            _ => throw new ArgumentException("a response of another service", nameof(response)),
        };
        header.ClusterId = 0;
        header.MemberId = 0;
        header.RaftTerm = 0;
        return response;
    }

    /// <summary>
    /// What follows "error unmarshalling request" are the words of the Go library that etcd was generated with; they
    /// name offsets and its own types, and no client matches them.
    /// </summary>
    public static GrpcStatus Normalise(GrpcStatus status) =>
        status.Message.StartsWith(Malformed, StringComparison.Ordinal) ? status with { Message = Malformed } : status;
}
