namespace Quorate.KeyValue;

/// <summary>etcdserverpb.RangeRequest, read from its wire bytes.</summary>
internal ref struct RangeRequest
{
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> RangeEnd;
    public long Limit;
    public long Revision;
    public int SortOrder;
    public int SortTarget;
    public bool Serializable;
    public bool KeysOnly;
    public bool CountOnly;
    public long MinModRevision;
    public long MaxModRevision;
    public long MinCreateRevision;
    public long MaxCreateRevision;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out RangeRequest request)
    {
        request = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: request.Key = reader.Bytes(); break;
                case 2: request.RangeEnd = reader.Bytes(); break;
                case 3: request.Limit = reader.Int64(); break;
                case 4: request.Revision = reader.Int64(); break;
                case 5: request.SortOrder = reader.Enum(); break;
                case 6: request.SortTarget = reader.Enum(); break;
                case 7: request.Serializable = reader.Bool(); break;
                case 8: request.KeysOnly = reader.Bool(); break;
                case 9: request.CountOnly = reader.Bool(); break;
                case 10: request.MinModRevision = reader.Int64(); break;
                case 11: request.MaxModRevision = reader.Int64(); break;
                case 12: request.MinCreateRevision = reader.Int64(); break;
                case 13: request.MaxCreateRevision = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        return !reader.Failed;
    }
}
