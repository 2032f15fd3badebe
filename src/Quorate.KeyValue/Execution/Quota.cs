namespace Quorate.KeyValue;

/// <summary>
/// The size limit. As in etcd, a put costs its key, its value and a fixed overhead, a transaction the dearer of its
/// branches, and what costs nothing is always admitted.
/// </summary>
internal sealed class Quota(long bytesMax)
{
    private const long PutOverheadBytes = 256;

    public bool Admits(VersionStore store, in PutRequest put) => store.LogicalBytes + Cost(put) <= bytesMax;

    public bool Admits(VersionStore store, ReadOnlySpan<byte> txn) =>
        Cost(txn) is var cost && (cost == 0 || store.LogicalBytes + cost <= bytesMax);

    private static long Cost(in PutRequest put) => PutOverheadBytes + put.Key.Length + put.Value.Length;

    private static long Cost(ReadOnlySpan<byte> txn) =>
        Math.Max(Cost(txn, TxnRequest.Success), Cost(txn, TxnRequest.Failure));

    private static long Cost(ReadOnlySpan<byte> txn, int branch)
    {
        long cost = 0;
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            if (op.Kind == RequestOpKind.Put)
            {
                PutRequest.TryRead(op.Body, out var put);
                cost += Cost(put);
            }
            else if (op.Kind == RequestOpKind.Txn)
            {
                cost += Cost(op.Body);
            }
        }

        return cost;
    }
}
