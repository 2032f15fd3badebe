using System.Text;

namespace Quorate.Cli.Etcd;

/// <summary>etcd's Member.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Name">Its name; empty until it has started once.</param>
/// <param name="PeerUrls">Where other members reach it.</param>
/// <param name="ClientUrls">Where clients reach it.</param>
internal sealed record EtcdMember(
    ulong Id, string Name, IReadOnlyList<string> PeerUrls, IReadOnlyList<string> ClientUrls)
{
    /// <summary>Decodes the members of a MemberListResponse message.</summary>
    public static IReadOnlyList<EtcdMember> ParseList(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var members = new List<EtcdMember>();
        while (reader.Next())
        {
            if (reader.Field == 2)
            {
                members.Add(Parse(reader.Bytes));
            }
        }

        return members;
    }

    private static EtcdMember Parse(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        ulong id = 0;
        var name = string.Empty;
        List<string> peers = [], clients = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    id = reader.Number;
                    break;
                case 2:
                    name = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 3:
                    peers.Add(Encoding.UTF8.GetString(reader.Bytes));
                    break;
                case 4:
                    clients.Add(Encoding.UTF8.GetString(reader.Bytes));
                    break;
            }
        }

        return new EtcdMember(id, name, peers, clients);
    }
}
