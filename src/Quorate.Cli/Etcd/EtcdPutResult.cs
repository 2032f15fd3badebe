namespace Quorate.Cli.Etcd;

/// <summary>etcd's PutResponse.</summary>
/// <param name="Header">The header.</param>
/// <param name="Previous">The key before the put, when it was asked for and existed.</param>
internal sealed record EtcdPutResult(EtcdHeader Header, EtcdKeyValue? Previous)
{
    /// <summary>Decodes a PutResponse message.</summary>
    public static EtcdPutResult Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var header = default(EtcdHeader);
        EtcdKeyValue? previous = null;
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                header = EtcdHeader.Parse(reader.Bytes);
            }
            else if (reader.Field == 2)
            {
                previous = EtcdKeyValue.Parse(reader.Bytes);
            }
        }

        return new EtcdPutResult(header, previous);
    }
}
