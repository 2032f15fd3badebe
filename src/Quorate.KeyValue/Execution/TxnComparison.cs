namespace Quorate.KeyValue;

/// <summary>Evaluates the comparisons of a transaction against a view.</summary>
internal static class TxnComparison
{
    private const int Equal = 0;
    private const int Greater = 1;
    private const int Less = 2;
    private const int NotEqual = 3;
    private const int StackBytes = 512;

    /// <summary>
    /// Decides, before anything runs, which branch each transaction of the tree takes, in the order in which they are
    /// met. So nested comparisons do not see what earlier operations of the same request write (etcd's compareToPath).
    /// </summary>
    public static void ChoosePath(StoreView view, ReadOnlySpan<byte> txn, List<bool> path)
    {
        var succeeded = AllHold(view, txn);
        path.Add(succeeded);
        foreach (var bytes in TxnRequest.Of(txn, succeeded ? TxnRequest.Success : TxnRequest.Failure))
        {
            if (RequestOp.TryRead(bytes, out var op) && op.Kind == RequestOpKind.Txn)
            {
                ChoosePath(view, op.Body, path);
            }
        }
    }

    private static bool AllHold(StoreView view, ReadOnlySpan<byte> txn)
    {
        foreach (var bytes in TxnRequest.Of(txn, TxnRequest.Compare))
        {
            if (!CompareRequest.TryRead(bytes, out var compare) || !Holds(view, compare))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(StoreView view, in CompareRequest compare)
    {
        var boundsMax = KeyRange.BytesMax(compare.Key, compare.RangeEnd);
        var scratch = boundsMax <= StackBytes ? stackalloc byte[StackBytes] : new byte[boundsMax];
        var versions = view.Walk(new KeyRange(compare.Key, compare.RangeEnd, scratch), view.Revision);
        var any = false;
        while (versions.MoveNext())
        {
            any = true;
            if (!Holds(compare, Order(compare, versions.VersionKeyBytes, versions.Record)))
            {
                return false;
            }
        }

        // A missing key compares as zeros, but there is no value to compare with.
        return any || (
            compare.Target != CompareRequest.Value && Holds(compare, Known(compare.Target, 0, compare.Number)));
    }

    private static int Order(in CompareRequest compare, ReadOnlySpan<byte> versionKey, VersionRecord record) =>
        compare.Target switch
        {
            CompareRequest.Version => record.Version.CompareTo(compare.Number),
            CompareRequest.Create => record.CreateRevision.CompareTo(compare.Number),
            CompareRequest.Mod => VersionKey.MainRevisionOf(versionKey).CompareTo(compare.Number),
            CompareRequest.Value => record.Value.SequenceCompareTo(compare.Bytes),
            CompareRequest.Lease => record.Lease.CompareTo(compare.Number),
            _ => 0,
        };

    private static int Known(int target, long actual, long operand) =>
        target is >= CompareRequest.Version and <= CompareRequest.Lease ? actual.CompareTo(operand) : 0;

    private static bool Holds(in CompareRequest compare, int order) => compare.Result switch
    {
        Equal => order == 0,
        Greater => order > 0,
        Less => order < 0,
        NotEqual => order != 0,
        _ => true,
    };
}
