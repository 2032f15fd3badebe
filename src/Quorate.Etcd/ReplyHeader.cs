using Quorate.Etcd.Protocol;
using Quorate.Hosting;

namespace Quorate.Etcd;

/// <summary>Makes the header that stands first in every response.</summary>
internal sealed class ReplyHeader(IReplicatedService service)
{
    /// <summary>Tag, length byte and four fields of at most eleven bytes each.</summary>
    public const int BytesMax = 2 + (4 * 11);

    private const byte HeaderTag = (1 << 3) | 2;

    /// <summary>The cluster's id.</summary>
    public ulong ClusterId { get; } = EtcdIdentity.Cluster(service.Cluster);

    /// <summary>This member's id.</summary>
    public ulong MemberId { get; } = EtcdIdentity.Member(service.Cluster, service.Self);

    /// <summary>etcd's term: it starts at one, views start at zero.</summary>
    public ulong Term => service.Status.View.Value + 1;

    /// <summary>The header as a message.</summary>
    public ResponseHeader Message(long revision) =>
        new() { ClusterId = ClusterId, MemberId = MemberId, Revision = revision, RaftTerm = Term };

    /// <summary>Writes the header as field 1 of a response.</summary>
    /// <param name="destination">At least <see cref="BytesMax"/> bytes.</param>
    /// <param name="revision">The store's revision; zero is not written.</param>
    /// <returns>The bytes written.</returns>
    public int Write(Span<byte> destination, long revision)
    {
        var position = 2;
        position += WriteField(destination[position..], 1, ClusterId);
        position += WriteField(destination[position..], 2, MemberId);
        position += WriteField(destination[position..], 3, (ulong)revision);
        position += WriteField(destination[position..], 4, Term);
        destination[0] = HeaderTag;
        destination[1] = (byte)(position - 2);
        return position;
    }

    private static int WriteField(Span<byte> destination, int number, ulong value)
    {
        if (value == 0)
        {
            return 0;
        }

        destination[0] = (byte)(number << 3);
        var position = 1;
        for (; value >= 0x80; value >>= 7)
        {
            destination[position++] = (byte)(value | 0x80);
        }

        destination[position++] = (byte)value;
        return position;
    }
}
