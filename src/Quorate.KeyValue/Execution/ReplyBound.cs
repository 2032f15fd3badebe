namespace Quorate.KeyValue;

/// <summary>
/// Refuses an operation whose reply would be larger than the limit before it changes anything: 128 ranges over a whole
/// store in one transaction would otherwise need more memory than a replica has, on every replica, at every replay.
/// </summary>
internal sealed class ReplyBound(VersionStore store, long bytesMax)
{
    private const int StackBytes = 512;

    // Field tags, lengths and numbers of one encoded key-value at most, and of a response around it.
    private const int OverheadBytesMax = 64;

    /// <summary>Whether the reply of a DeleteRange fits.</summary>
    public bool Fits(in DeleteRangeRequest delete)
    {
        var left = bytesMax;
        return FitsWholeStores(delete.PreviousKeyValues ? 1 : 0) || Take(delete, ref left);
    }

    /// <summary>Whether the reply of a transaction fits.</summary>
    /// <param name="txn">The transaction.</param>
    /// <param name="path">Which branch each transaction of the tree takes, in the order in which they are met.</param>
    public bool Fits(ReadOnlySpan<byte> txn, List<bool> path)
    {
        var next = 0;
        if (FitsWholeStores(CountReads(txn, path, ref next)))
        {
            return true;
        }

        next = 0;
        var left = bytesMax;
        return Take(txn, path, ref next, ref left);
    }

    // Enough for almost every operation: not even everything that is stored, returned so many times, is too much.
    private bool FitsWholeStores(int reads) => reads * ((2 * store.LogicalBytes) + OverheadBytesMax) <= bytesMax;

    private static int CountReads(ReadOnlySpan<byte> txn, List<bool> path, ref int next)
    {
        var reads = 0;
        foreach (var bytes in TxnRequest.Of(txn, path[next++] ? TxnRequest.Success : TxnRequest.Failure))
        {
            RequestOp.TryRead(bytes, out var op);
            reads += op.Kind == RequestOpKind.Txn ? CountReads(op.Body, path, ref next) : 1;
        }

        return reads;
    }

    private bool Take(ReadOnlySpan<byte> txn, List<bool> path, ref int next, ref long left)
    {
        var fits = true;
        foreach (var bytes in TxnRequest.Of(txn, path[next++] ? TxnRequest.Success : TxnRequest.Failure))
        {
            RequestOp.TryRead(bytes, out var op);
            fits = op.Kind switch
            {
                RequestOpKind.Range => TakeRange(op.Body, ref left),
                RequestOpKind.Put => TakePut(op.Body, ref left),
                RequestOpKind.DeleteRange =>
                    DeleteRangeRequest.TryRead(op.Body, out var delete) && Take(delete, ref left),
                _ => Take(op.Body, path, ref next, ref left),
            };
            if (!fits)
            {
                break;
            }
        }

        return fits;
    }

    private bool TakeRange(ReadOnlySpan<byte> request, ref long left)
    {
        RangeRequest.TryRead(request, out var range);
        var revision = range.Revision <= 0 ? store.Revision : range.Revision;
        var entriesMax = range.CountOnly ? 0
            : range.Limit > 0 && !SortedRange.IsNeeded(range) ? range.Limit
            : long.MaxValue;
        return Take(range.Key, range.RangeEnd, revision, entriesMax, range.KeysOnly, ref left);
    }

    private bool TakePut(ReadOnlySpan<byte> request, ref long left)
    {
        PutRequest.TryRead(request, out var put);
        return Take(put.Key, default, store.Revision, put.PreviousKeyValue ? 1 : 0, keysOnly: false, ref left);
    }

    private bool Take(in DeleteRangeRequest delete, ref long left) => Take(
        delete.Key,
        delete.RangeEnd,
        store.Revision,
        delete.PreviousKeyValues ? long.MaxValue : 0,
        keysOnly: false,
        ref left);

    private bool Take(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> rangeEnd,
        long revision,
        long entriesMax,
        bool keysOnly,
        ref long left)
    {
        var boundsMax = KeyRange.BytesMax(key, rangeEnd);
        var scratch = boundsMax <= StackBytes ? stackalloc byte[StackBytes] : new byte[boundsMax];
        var versions = store.View.Walk(new KeyRange(key, rangeEnd, scratch), revision);
        left -= OverheadBytesMax;
        for (var entries = 0L; entries < entriesMax && left >= 0 && versions.MoveNext(); entries++)
        {
            var valueBytes = keysOnly ? 0 : versions.Record.Value.Length;
            left -= OverheadBytesMax + versions.VersionKeyBytes.Length + valueBytes;
        }

        return left >= 0;
    }
}
