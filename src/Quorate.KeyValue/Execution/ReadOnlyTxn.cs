namespace Quorate.KeyValue;

/// <summary>Answers a transaction that only reads, from a view.</summary>
internal static class ReadOnlyTxn
{
    private const int SucceededField = 2;
    private const int ResponsesField = 3;

    /// <summary>Writes the TxnResponse without its header; nothing is written when an error is returned.</summary>
    public static KeyValueError Run(StoreView view, ReadOnlySpan<byte> txn, ReplyBuffer reply)
    {
        var path = new List<bool>();
        TxnComparison.ChoosePath(view, txn, path);
        var branch = path[0] ? TxnRequest.Success : TxnRequest.Failure;
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            RangeRequest.TryRead(op.Body, out var range);
            var error = TxnExecutor.CheckRange(view, range);
            if (error != KeyValueError.None)
            {
                return error;
            }
        }

        var writer = new ProtoWriter(reply.GetSpan(ProtoWriter.Int64FieldBytes(1)));
        writer.Int64Field(SucceededField, path[0] ? 1 : 0);
        reply.Advance(writer.Position);
        foreach (var bytes in TxnRequest.Of(txn, branch))
        {
            RequestOp.TryRead(bytes, out var op);
            RangeRequest.TryRead(op.Body, out var range);
            var responseOp = reply.Open(ResponsesField);
            var response = reply.Open((int)RequestOpKind.Range);
            OperationExecutor.WriteHeader(reply, view.Revision);
            RangeReader.Write(view, range, reply);
            reply.Close(response);
            reply.Close(responseOp);
        }

        return KeyValueError.None;
    }
}
