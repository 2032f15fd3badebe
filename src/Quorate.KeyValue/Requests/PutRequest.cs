namespace Quorate.KeyValue;

/// <summary>etcdserverpb.PutRequest, read from its wire bytes.</summary>
internal ref struct PutRequest
{
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> Value;
    public long Lease;
    public bool PreviousKeyValue;
    public bool IgnoreValue;
    public bool IgnoreLease;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out PutRequest request)
    {
        request = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: request.Key = reader.Bytes(); break;
                case 2: request.Value = reader.Bytes(); break;
                case 3: request.Lease = reader.Int64(); break;
                case 4: request.PreviousKeyValue = reader.Bool(); break;
                case 5: request.IgnoreValue = reader.Bool(); break;
                case 6: request.IgnoreLease = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }

        return !reader.Failed;
    }
}
