namespace Quorate.Cli.Etcd;

/// <summary>etcd's KeyValue.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="CreateRevision">The revision that created the key.</param>
/// <param name="ModRevision">The revision that last changed it.</param>
/// <param name="Version">How often it was written since it was created.</param>
internal sealed record EtcdKeyValue(
    ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, long CreateRevision, long ModRevision, long Version)
{
    /// <summary>Decodes a KeyValue message.</summary>
    public static EtcdKeyValue Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        byte[] key = [], value = [];
        long create = 0, mod = 0, version = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Bytes.ToArray();
                    break;
                case 2:
                    create = (long)reader.Number;
                    break;
                case 3:
                    mod = (long)reader.Number;
                    break;
                case 4:
                    version = (long)reader.Number;
                    break;
                case 5:
                    value = reader.Bytes.ToArray();
                    break;
            }
        }

        return new EtcdKeyValue(key, value, create, mod, version);
    }
}
