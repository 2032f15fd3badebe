namespace Quorate.KeyValue.Tests;

/// <summary>etcd's gRPC codes and texts, as the server sends them.</summary>
internal static class EtcdErrors
{
    public static string Describe(KeyValueError error) => error switch
    {
        KeyValueError.KeyEmpty => "3 etcdserver: key is not provided",
        KeyValueError.KeyNotFound => "3 etcdserver: key not found",
        KeyValueError.ValueProvided => "3 etcdserver: value is provided",
        KeyValueError.LeaseProvided => "3 etcdserver: lease is provided",
        KeyValueError.TooManyOps => "3 etcdserver: too many operations in txn request",
        KeyValueError.DuplicateKey => "3 etcdserver: duplicate key given in txn request",
        KeyValueError.InvalidSortOption => "3 etcdserver: invalid sort option",
        KeyValueError.LeaseNotFound => "5 etcdserver: requested lease not found",
        KeyValueError.NoSpace => "8 etcdserver: mvcc: database space exceeded",
        KeyValueError.Compacted => "11 etcdserver: mvcc: required revision has been compacted",
        KeyValueError.FutureRevision => "11 etcdserver: mvcc: required revision is a future revision",
        _ => $"unexpected {error}",
    };

    /// <summary>Takes the header off a response and keeps its revision.</summary>
    public static Reply SplitHeader(byte[] response)
    {
        var reader = new ProtoReader(response);
        Assert.True(reader.Next(out var field) && field == 1);
        var header = new ProtoReader(reader.Bytes());
        var revision = 0L;
        while (header.Next(out var headerField))
        {
            if (headerField == 3)
            {
                revision = header.Int64();
            }
            else
            {
                header.Skip();
            }
        }

        return new Reply(KeyValueError.None, revision, response[reader.Position..]);
    }
}
