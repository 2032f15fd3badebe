namespace Quorate.KeyValue;

/// <summary>Executes a transaction that <see cref="RequestValidation"/> has accepted.</summary>
internal sealed class TxnExecutor(OperationExecutor operations, ReplyBound replies)
{
    private const int SucceededField = 2;
    private const int ResponsesField = 3;

    private readonly List<bool> _path = [];
    private int _next;

    /// <summary>
    /// Chooses the branches and checks that their operations can run; nothing has changed when they cannot.
    /// </summary>
    public KeyValueError Prepare(StoreView view, ReadOnlySpan<byte> txn)
    {
        _path.Clear();
        TxnComparison.ChoosePath(view, txn, _path);

        // etcd checks all puts first, then all ranges.
        _next = 0;
        var error = Check(view, txn, RequestOpKind.Put);
        if (error != KeyValueError.None)
        {
            return error;
        }

        _next = 0;
        error = Check(view, txn, RequestOpKind.Range);
        return error != KeyValueError.None || replies.Fits(txn, _path) ? error : KeyValueError.ReplyTooLarge;
    }

    /// <summary>Whether a range of a transaction can be answered; negative revisions count as compacted here.</summary>
    public static KeyValueError CheckRange(StoreView view, in RangeRequest range)
    {
        if (range.Revision > view.Revision)
        {
            return KeyValueError.FutureRevision;
        }

        return range.Revision != 0 && range.Revision < view.CompactedRevision
            ? KeyValueError.Compacted
            : KeyValueError.None;
    }

    /// <summary>Runs the prepared transaction and writes the TxnResponse without its header.</summary>
    public void Run(ReadOnlySpan<byte> txn, ReplyBuffer reply)
    {
        _next = 0;
        RunBranch(txn, reply);
    }

    private KeyValueError Check(StoreView view, ReadOnlySpan<byte> txn, RequestOpKind kind)
    {
        var succeeded = _path[_next++];
        foreach (var bytes in TxnRequest.Of(txn, succeeded ? TxnRequest.Success : TxnRequest.Failure))
        {
            RequestOp.TryRead(bytes, out var op);
            var error = KeyValueError.None;
            if (op.Kind == RequestOpKind.Txn)
            {
                error = Check(view, op.Body, kind);
            }
            else if (op.Kind == kind)
            {
                error = Check(view, op);
            }

            if (error != KeyValueError.None)
            {
                return error;
            }
        }

        return KeyValueError.None;
    }

    private KeyValueError Check(StoreView view, in RequestOp op)
    {
        if (op.Kind == RequestOpKind.Put)
        {
            PutRequest.TryRead(op.Body, out var put);
            var error = operations.CheckKept(put);
            return error == KeyValueError.None ? OperationExecutor.CheckLease(put) : error;
        }

        RangeRequest.TryRead(op.Body, out var range);
        return CheckRange(view, range);
    }

    private void RunBranch(ReadOnlySpan<byte> txn, ReplyBuffer reply)
    {
        var succeeded = _path[_next++];
        var writer = new ProtoWriter(reply.GetSpan(ProtoWriter.Int64FieldBytes(1)));
        writer.Int64Field(SucceededField, succeeded ? 1 : 0);
        reply.Advance(writer.Position);
        foreach (var bytes in TxnRequest.Of(txn, succeeded ? TxnRequest.Success : TxnRequest.Failure))
        {
            RequestOp.TryRead(bytes, out var op);
            var responseOp = reply.Open(ResponsesField);
            var response = reply.Open((int)op.Kind);
            Run(op, reply);
            reply.Close(response);
            reply.Close(responseOp);
        }
    }

    private void Run(in RequestOp op, ReplyBuffer reply)
    {
        switch (op.Kind)
        {
            case RequestOpKind.Range:
                RangeRequest.TryRead(op.Body, out var range);
                OperationExecutor.WriteHeader(reply, operations.Revision);
                operations.Range(range, reply);
                break;
            case RequestOpKind.Put:
                PutRequest.TryRead(op.Body, out var put);
                OperationExecutor.WriteHeader(reply, operations.ChangeRevision);
                operations.Put(put, reply);
                break;
            case RequestOpKind.DeleteRange:
                DeleteRangeRequest.TryRead(op.Body, out var delete);
                OperationExecutor.WriteHeader(reply, operations.Collect(delete));
                operations.DeleteCollected(delete, reply);
                break;
            case RequestOpKind.Txn:
                OperationExecutor.WriteHeader(reply, 0);
                RunBranch(op.Body, reply);
                break;
            default:
                throw new ContractViolationException("validation lets no empty operation through");
        }
    }
}
