namespace Quorate.Cli.Etcd;

/// <summary>Builds etcd's requests; field numbers are those of etcd's rpc.proto.</summary>
internal static class EtcdRequests
{
    /// <summary>PutRequest.</summary>
    public static ProtoWriter Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool prevKv = false) =>
        new ProtoWriter().Bytes(1, key).Bytes(2, value).Bool(4, prevKv);

    /// <summary>RangeRequest.</summary>
    /// <param name="key">The first key.</param>
    /// <param name="rangeEnd">The key after the last; empty for one key.</param>
    /// <param name="limit">The most keys to return; zero for all.</param>
    /// <param name="revision">The revision to read at; zero for now.</param>
    /// <param name="serializable">Whether the member may answer from its own state, possibly stale.</param>
    /// <param name="minModRevision">Leaves out keys last changed before it.</param>
    public static ProtoWriter Range(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> rangeEnd = default,
        long limit = 0,
        long revision = 0,
        bool serializable = false,
        long minModRevision = 0) =>
        new ProtoWriter().Bytes(1, key).Bytes(2, rangeEnd).Int64(3, limit).Int64(4, revision).Bool(7, serializable)
            .Int64(10, minModRevision);

    /// <summary>DeleteRangeRequest.</summary>
    public static ProtoWriter DeleteRange(ReadOnlySpan<byte> key, ReadOnlySpan<byte> rangeEnd = default) =>
        new ProtoWriter().Bytes(1, key).Bytes(2, rangeEnd);

    /// <summary>CompactionRequest.</summary>
    public static ProtoWriter Compact(long revision) => new ProtoWriter().Int64(1, revision);

    /// <summary>TxnRequest.</summary>
    /// <param name="compares">What must hold for <paramref name="success"/> to be done.</param>
    /// <param name="success">RequestOp messages done when every comparison holds.</param>
    /// <param name="failure">RequestOp messages done otherwise.</param>
    public static ProtoWriter Txn(
        IEnumerable<ProtoWriter> compares, IEnumerable<ProtoWriter> success, IEnumerable<ProtoWriter> failure)
    {
        var txn = new ProtoWriter();
        AddAll(txn, 1, compares);
        AddAll(txn, 2, success);
        AddAll(txn, 3, failure);
        return txn;
    }

    /// <summary>Compare: the key was last changed at this revision (zero: it does not exist).</summary>
    public static ProtoWriter ModRevisionIs(ReadOnlySpan<byte> key, long revision) =>
        new ProtoWriter().Int64(2, 2).Bytes(3, key).OneOfInt64(6, revision);

    /// <summary>RequestOp around a RangeRequest.</summary>
    public static ProtoWriter RangeOp(ProtoWriter range) => new ProtoWriter().Message(1, range);

    /// <summary>RequestOp around a PutRequest.</summary>
    public static ProtoWriter PutOp(ProtoWriter put) => new ProtoWriter().Message(2, put);

    private static void AddAll(ProtoWriter txn, int field, IEnumerable<ProtoWriter> messages)
    {
        foreach (var message in messages)
        {
            txn.Message(field, message);
        }
    }
}
