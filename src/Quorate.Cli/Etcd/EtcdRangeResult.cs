namespace Quorate.Cli.Etcd;

/// <summary>etcd's RangeResponse.</summary>
/// <param name="Header">The header.</param>
/// <param name="KeyValues">The keys, in key order unless asked otherwise.</param>
/// <param name="More">Whether the limit cut the answer short.</param>
/// <param name="Count">How many keys there are, whatever the limit.</param>
internal sealed record EtcdRangeResult(EtcdHeader Header, IReadOnlyList<EtcdKeyValue> KeyValues, bool More, long Count)
{
    /// <summary>Decodes a RangeResponse message.</summary>
    public static EtcdRangeResult Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var header = default(EtcdHeader);
        var keyValues = new List<EtcdKeyValue>();
        var more = false;
        long count = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    header = EtcdHeader.Parse(reader.Bytes);
                    break;
                case 2:
                    keyValues.Add(EtcdKeyValue.Parse(reader.Bytes));
                    break;
                case 3:
                    more = reader.Number != 0;
                    break;
                case 4:
                    count = (long)reader.Number;
                    break;
            }
        }

        return new EtcdRangeResult(header, keyValues, more, count);
    }
}
