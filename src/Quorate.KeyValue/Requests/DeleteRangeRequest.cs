namespace Quorate.KeyValue;

/// <summary>etcdserverpb.DeleteRangeRequest, read from its wire bytes.</summary>
internal ref struct DeleteRangeRequest
{
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> RangeEnd;
    public bool PreviousKeyValues;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out DeleteRangeRequest request)
    {
        request = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: request.Key = reader.Bytes(); break;
                case 2: request.RangeEnd = reader.Bytes(); break;
                case 3: request.PreviousKeyValues = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }

        return !reader.Failed;
    }
}
