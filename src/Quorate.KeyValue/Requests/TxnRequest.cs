namespace Quorate.KeyValue;

/// <summary>etcdserverpb.TxnRequest, walked on its wire bytes without building a tree.</summary>
internal static class TxnRequest
{
    public const int Compare = 1;
    public const int Success = 2;
    public const int Failure = 3;

    /// <summary>The elements of one repeated field of a well-formed message, in order.</summary>
    public static Elements Of(ReadOnlySpan<byte> txn, int field) => new(txn, field);

    /// <summary>How many elements a repeated field of a well-formed message has.</summary>
    public static int Count(ReadOnlySpan<byte> txn, int field)
    {
        var count = 0;
        foreach (var _ in Of(txn, field))
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether the message only reads, as etcd decides it: a nested transaction counts as a write.</summary>
    public static bool IsReadOnly(ReadOnlySpan<byte> txn) => OnlyRanges(txn, Success) && OnlyRanges(txn, Failure);

    private static bool OnlyRanges(ReadOnlySpan<byte> txn, int branch)
    {
        foreach (var element in Of(txn, branch))
        {
            if (!RequestOp.TryRead(element, out var op) || op.Kind != RequestOpKind.Range)
            {
                return false;
            }
        }

        return true;
    }

    public ref struct Elements(ReadOnlySpan<byte> txn, int field)
    {
        private readonly int _field = field;
        private ProtoReader _reader = new(txn);

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Elements GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_reader.Next(out var field))
            {
                if (field == _field)
                {
                    Current = _reader.Bytes();
                    return !_reader.Failed;
                }

                _reader.Skip();
            }

            return false;
        }
    }
}
