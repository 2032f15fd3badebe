namespace Quorate.KeyValue;

/// <summary>
/// The checks that etcd makes on a request before it proposes it (api/v3rpc/key.go), on the raw protobuf bytes. The
/// front-end calls them before it submits, and applying repeats them, because an operation may come from anywhere.
/// </summary>
public static class RequestValidation
{
    /// <summary>
    /// Most comparisons, or operations of one branch, in a transaction; nested ones share their parent's rest.
    /// </summary>
    public const int TxnOpsMax = 128;

    private const int SortOrderMax = 2;
    private const int SortTargetMax = 4;

    // Each level of nesting uses up at least one operation, so anything deeper has too many.
    private const int TxnDepthMax = TxnOpsMax + 1;

    /// <summary>Checks an operation: a code byte followed by the request.</summary>
    public static KeyValueError Check(ReadOnlySpan<byte> operation)
    {
        if (operation.IsEmpty)
        {
            return KeyValueError.UnknownOperation;
        }

        var request = operation[1..];
        return (OperationCode)operation[0] switch
        {
            OperationCode.Range => CheckRange(request),
            OperationCode.Put => CheckPut(request),
            OperationCode.DeleteRange => CheckDeleteRange(request),
            OperationCode.Txn => CheckTxn(request),
            OperationCode.Compact => CheckCompact(request),
            _ => KeyValueError.UnknownOperation,
        };
    }

    /// <summary>Checks a RangeRequest. Allocates nothing.</summary>
    public static KeyValueError CheckRange(ReadOnlySpan<byte> request)
    {
        if (!RangeRequest.TryRead(request, out var range))
        {
            return KeyValueError.Malformed;
        }

        if (range.Key.IsEmpty)
        {
            return KeyValueError.KeyEmpty;
        }

        // As etcd 3.5 and later do; 3.4 crashes on an unknown target.
        return range.SortOrder is >= 0 and <= SortOrderMax && range.SortTarget is >= 0 and <= SortTargetMax
            ? KeyValueError.None
            : KeyValueError.InvalidSortOption;
    }

    /// <summary>Checks a PutRequest. Allocates nothing.</summary>
    public static KeyValueError CheckPut(ReadOnlySpan<byte> request) =>
        PutRequest.TryRead(request, out var put) ? Check(put) : KeyValueError.Malformed;

    /// <summary>Checks a DeleteRangeRequest. Allocates nothing.</summary>
    public static KeyValueError CheckDeleteRange(ReadOnlySpan<byte> request)
    {
        if (!DeleteRangeRequest.TryRead(request, out var delete))
        {
            return KeyValueError.Malformed;
        }

        return delete.Key.IsEmpty ? KeyValueError.KeyEmpty : KeyValueError.None;
    }

    /// <summary>Checks a CompactionRequest. Allocates nothing.</summary>
    public static KeyValueError CheckCompact(ReadOnlySpan<byte> request) =>
        CompactionRequest.TryRead(request, out _) ? KeyValueError.None : KeyValueError.Malformed;

    /// <summary>Checks a TxnRequest, nested transactions included.</summary>
    public static KeyValueError CheckTxn(ReadOnlySpan<byte> request)
    {
        var error = CheckForm(request, TxnDepthMax);
        if (error == KeyValueError.None)
        {
            error = CheckTxn(request, TxnOpsMax);
        }

        return error == KeyValueError.None ? OverlappingWrites.Check(request) : error;
    }

    /// <summary>Whether a well-formed TxnRequest only reads, so that it can be answered as a query.</summary>
    public static bool IsReadOnlyTxn(ReadOnlySpan<byte> request) => TxnRequest.IsReadOnly(request);

    internal static KeyValueError Check(in PutRequest put)
    {
        if (put.Key.IsEmpty)
        {
            return KeyValueError.KeyEmpty;
        }

        if (put.IgnoreValue && !put.Value.IsEmpty)
        {
            return KeyValueError.ValueProvided;
        }

        return put.IgnoreLease && put.Lease != 0 ? KeyValueError.LeaseProvided : KeyValueError.None;
    }

    // etcd decodes the whole message before it looks at any of it, so malformed wins over every other error.
    private static KeyValueError CheckForm(ReadOnlySpan<byte> txn, int depthLeft)
    {
        if (depthLeft == 0)
        {
            return KeyValueError.TooManyOps;
        }

        var reader = new ProtoReader(txn);
        while (reader.Next(out var field))
        {
            var error = KeyValueError.None;
            switch (field)
            {
                case TxnRequest.Compare:
                    error = CompareRequest.TryRead(reader.Bytes(), out _) ? error : KeyValueError.Malformed;
                    break;
                case TxnRequest.Success or TxnRequest.Failure:
                    error = CheckOpForm(reader.Bytes(), depthLeft);
                    break;
                default:
                    reader.Skip();
                    break;
            }

            if (error != KeyValueError.None)
            {
                return error;
            }
        }

        return reader.Failed ? KeyValueError.Malformed : KeyValueError.None;
    }

    private static KeyValueError CheckOpForm(ReadOnlySpan<byte> bytes, int depthLeft)
    {
        if (!RequestOp.TryRead(bytes, out var op))
        {
            return KeyValueError.Malformed;
        }

        var wellFormed = op.Kind switch
        {
            RequestOpKind.Range => RangeRequest.TryRead(op.Body, out _),
            RequestOpKind.Put => PutRequest.TryRead(op.Body, out _),
            RequestOpKind.DeleteRange => DeleteRangeRequest.TryRead(op.Body, out _),
            _ => true,
        };
        if (!wellFormed)
        {
            return KeyValueError.Malformed;
        }

        return op.Kind == RequestOpKind.Txn ? CheckForm(op.Body, depthLeft - 1) : KeyValueError.None;
    }

    private static KeyValueError CheckTxn(ReadOnlySpan<byte> txn, int opsMax)
    {
        var compares = TxnRequest.Count(txn, TxnRequest.Compare);
        var success = TxnRequest.Count(txn, TxnRequest.Success);
        var failure = TxnRequest.Count(txn, TxnRequest.Failure);
        var ops = Math.Max(compares, Math.Max(success, failure));
        if (ops > opsMax)
        {
            return KeyValueError.TooManyOps;
        }

        foreach (var bytes in TxnRequest.Of(txn, TxnRequest.Compare))
        {
            CompareRequest.TryRead(bytes, out var compare);
            if (compare.Key.IsEmpty)
            {
                return KeyValueError.KeyEmpty;
            }
        }

        var error = CheckBranch(txn, TxnRequest.Success, opsMax - ops);
        return error == KeyValueError.None ? CheckBranch(txn, TxnRequest.Failure, opsMax - ops) : error;
    }

    private static KeyValueError CheckBranch(ReadOnlySpan<byte> txn, int branch, int opsMax)
    {
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            var error = op.Kind switch
            {
                RequestOpKind.Range => CheckRange(op.Body),
                RequestOpKind.Put => CheckPut(op.Body),
                RequestOpKind.DeleteRange => CheckDeleteRange(op.Body),
                RequestOpKind.Txn => CheckTxn(op.Body, opsMax),
                _ => KeyValueError.KeyNotFound,
            };
            if (error != KeyValueError.None)
            {
                return error;
            }
        }

        return KeyValueError.None;
    }
}
