namespace Quorate.Cli.Etcd;

/// <summary>etcd's ResponseHeader.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="MemberId">The member that answered.</param>
/// <param name="Revision">The store's revision when the request was done.</param>
/// <param name="RaftTerm">The term; Quorate's view.</param>
internal readonly record struct EtcdHeader(ulong ClusterId, ulong MemberId, long Revision, ulong RaftTerm)
{
    /// <summary>Decodes a ResponseHeader message.</summary>
    public static EtcdHeader Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var header = default(EtcdHeader);
        while (reader.Next())
        {
            header = reader.Field switch
            {
                1 => header with { ClusterId = reader.Number },
                2 => header with { MemberId = reader.Number },
                3 => header with { Revision = (long)reader.Number },
                4 => header with { RaftTerm = reader.Number },
                _ => header,
            };
        }

        return header;
    }
}
