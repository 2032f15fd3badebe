namespace Quorate.KeyValue;

/// <summary>etcdserverpb.RequestOp: one of four requests; when several are given, the last one counts.</summary>
internal ref struct RequestOp
{
    public RequestOpKind Kind;
    public ReadOnlySpan<byte> Body;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out RequestOp op)
    {
        op = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            if (field is >= (int)RequestOpKind.Range and <= (int)RequestOpKind.Txn)
            {
                op.Kind = (RequestOpKind)field;
                op.Body = reader.Bytes();
            }
            else
            {
                reader.Skip();
            }
        }

        return !reader.Failed;
    }
}
