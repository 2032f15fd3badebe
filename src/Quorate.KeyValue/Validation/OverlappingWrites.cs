namespace Quorate.KeyValue;

/// <summary>
/// etcd's rule that one execution of a transaction writes a key at most once (checkIntervals in api/v3rpc/key.go), with
/// its exact reach: a put and a delete that overlap are refused unless the delete stands in a later nested transaction
/// than the put, and a delete "from key on" (range_end of one zero byte) overlaps nothing.
/// </summary>
internal sealed class OverlappingWrites
{
    private readonly SortedSet<byte[]> _puts = new(KeyComparer.Instance);
    private readonly KeyIntervals _deletes = new();

    private OverlappingWrites()
    {
    }

    public static KeyValueError Check(ReadOnlySpan<byte> txn) =>
        IsDisjoint(txn, TxnRequest.Success) && IsDisjoint(txn, TxnRequest.Failure)
            ? KeyValueError.None
            : KeyValueError.DuplicateKey;

    private static bool IsDisjoint(ReadOnlySpan<byte> txn, int branch) =>
        WritesAtMostOnce(txn, branch) || new OverlappingWrites().TryCollect(txn, branch);

    // The common transaction has one write in a branch: nothing can overlap.
    private static bool WritesAtMostOnce(ReadOnlySpan<byte> txn, int branch)
    {
        var writes = 0;
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            writes += op.Kind switch
            {
                RequestOpKind.Range => 0,
                RequestOpKind.Txn => 2,
                _ => 1,
            };
        }

        return writes <= 1;
    }

    private bool TryCollect(ReadOnlySpan<byte> txn, int branch)
    {
        CollectDeletes(txn, branch);
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            if (op.Kind == RequestOpKind.Txn && !TryCollectNested(op.Body))
            {
                return false;
            }
        }

        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            if (op.Kind != RequestOpKind.Put)
            {
                continue;
            }

            PutRequest.TryRead(op.Body, out var put);
            if (!TryAddPut(put.Key.ToArray()))
            {
                return false;
            }
        }

        return true;
    }

    private void CollectDeletes(ReadOnlySpan<byte> txn, int branch)
    {
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            if (op.Kind == RequestOpKind.DeleteRange)
            {
                DeleteRangeRequest.TryRead(op.Body, out var delete);
                var start = delete.Key.ToArray();
                _deletes.Add(start, delete.RangeEnd.IsEmpty ? [.. start, 0] : delete.RangeEnd.ToArray());
            }
        }
    }

    private bool TryCollectNested(ReadOnlySpan<byte> txn)
    {
        var success = new OverlappingWrites();
        var failure = new OverlappingWrites();
        if (!success.TryCollect(txn, TxnRequest.Success) || !failure.TryCollect(txn, TxnRequest.Failure))
        {
            return false;
        }

        foreach (var key in success._puts)
        {
            if (!TryAddPut(key))
            {
                return false;
            }
        }

        // Only one branch of the nested transaction runs, so both may put the same key.
        foreach (var key in failure._puts)
        {
            if (!success._puts.Contains(key) && !TryAddPut(key))
            {
                return false;
            }
        }

        _deletes.AddAll(success._deletes);
        _deletes.AddAll(failure._deletes);
        return true;
    }

    private bool TryAddPut(byte[] key) => !_deletes.Contains(key) && _puts.Add(key);
}
