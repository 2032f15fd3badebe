namespace Quorate.KeyValue;

/// <summary>etcdserverpb.CompactionRequest, read from its wire bytes.</summary>
internal ref struct CompactionRequest
{
    public long Revision;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CompactionRequest request)
    {
        request = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: request.Revision = reader.Int64(); break;
                case 2: reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }

        return !reader.Failed;
    }
}
