namespace Quorate.Cli.Etcd;

/// <summary>etcd's TxnResponse, as far as puts and ranges go.</summary>
/// <param name="Header">The header.</param>
/// <param name="Succeeded">Whether every comparison held.</param>
/// <param name="Replies">The replies of the operations done, in order: put results and range results.</param>
internal sealed record EtcdTxnResult(EtcdHeader Header, bool Succeeded, IReadOnlyList<object> Replies)
{
    /// <summary>Decodes a TxnResponse message.</summary>
    public static EtcdTxnResult Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var header = default(EtcdHeader);
        var succeeded = false;
        var replies = new List<object>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    header = EtcdHeader.Parse(reader.Bytes);
                    break;
                case 2:
                    succeeded = reader.Number != 0;
                    break;
                case 3:
                    replies.Add(ParseReply(reader.Bytes));
                    break;
            }
        }

        return new EtcdTxnResult(header, succeeded, replies);
    }

    private static object ParseReply(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        if (!reader.Next())
        {
            throw new FormatException("A reply of a transaction is empty.");
        }

        return reader.Field switch
        {
            1 => EtcdRangeResult.Parse(reader.Bytes),
            2 => EtcdPutResult.Parse(reader.Bytes),
            var field => throw new FormatException($"A reply of a transaction has an unexpected kind {field}."),
        };
    }
}
