namespace Quorate.KeyValue;

/// <summary>
/// How a front-end should answer an operation that passed <see cref="RequestValidation"/>: ordered, by a confirmed
/// read, or from the replica's own state (etcdserver/v3_server.go: isTxnReadonly, isTxnSerializable).
/// </summary>
public static class RequestRouting
{
    /// <summary>Whether the operation can be answered as a query.</summary>
    /// <param name="operation">A code byte followed by the request.</param>
    public static bool IsReadOnly(ReadOnlySpan<byte> operation) => (OperationCode)operation[0] switch
    {
        OperationCode.Range => true,
        OperationCode.Txn => TxnRequest.IsReadOnly(operation[1..]),
        _ => false,
    };

    /// <summary>Whether an operation that only reads asks for nothing fresher than the replica's own state.</summary>
    /// <param name="operation">A code byte followed by the request.</param>
    public static bool IsSerializable(ReadOnlySpan<byte> operation) => (OperationCode)operation[0] switch
    {
        OperationCode.Range => IsSerializableRange(operation[1..]),
        OperationCode.Txn => IsSerializableBranch(operation[1..], TxnRequest.Success)
            && IsSerializableBranch(operation[1..], TxnRequest.Failure),
        _ => false,
    };

    private static bool IsSerializableRange(ReadOnlySpan<byte> request) =>
        RangeRequest.TryRead(request, out var range) && range.Serializable;

    private static bool IsSerializableBranch(ReadOnlySpan<byte> txn, int branch)
    {
        foreach (var element in TxnRequest.Of(txn, branch))
        {
            if (!RequestOp.TryRead(element, out var op) || op.Kind != RequestOpKind.Range
                || !IsSerializableRange(op.Body))
            {
                return false;
            }
        }

        return true;
    }
}
