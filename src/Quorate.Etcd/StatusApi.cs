using Google.Protobuf;
using Quorate.Etcd.Protocol;
using Quorate.KeyValue;

namespace Quorate.Etcd;

/// <summary>The answers about the cluster itself, from whatever protocol they are asked.</summary>
internal sealed class StatusApi(EtcdContext context)
{
    /// <summary>
    /// The version that clients are told: they switch features on by it, so it names the etcd whose API this follows.
    /// </summary>
    public const string Version = "3.6.0";

    /// <summary>The part of the version that all members of a cluster share.</summary>
    public const string ClusterVersion = "3.6.0";

    /// <summary>A count of the key of one zero byte: the cheapest query, whose reply carries the revision.</summary>
    private static readonly byte[] RevisionQuery =
    [
        (byte)OperationCode.Range,
        .. new RangeRequest { Key = ByteString.CopyFrom(0), CountOnly = true }.ToByteArray(),
    ];

    /// <summary>Maintenance.Status: answered from what this replica knows, leader or not.</summary>
    public StatusResponse Status()
    {
        var status = context.Service.Status;
        var response = new StatusResponse
        {
            Header = context.Header.Message(Revision()),
            Version = Version,
            Leader = context.HasLeader ? EtcdIdentity.Member(context.Service.Cluster, status.Primary) : 0,
            RaftIndex = status.Op.Value,
            RaftTerm = context.Header.Term,
            RaftAppliedIndex = status.Commit.Value,
        };
        if (!context.HasLeader)
        {
            response.Errors.Add(EtcdErrors.NoLeader.Message);
        }

        return response;
    }

    /// <summary>
    /// Cluster.MemberList: the members are fixed by the configuration, so that every replica's answer is right.
    /// </summary>
    public MemberListResponse Members()
    {
        var response = new MemberListResponse { Header = context.Header.Message(0) };
        var cluster = context.Service.Cluster;
        for (var place = 0; place < context.Options.Members.Count; place++)
        {
            var known = context.Options.Members[place];
            var id = EtcdIdentity.Member(cluster, new ReplicaId((byte)place));
            var member = new Member { ID = id, Name = known.Name };
            member.PeerURLs.Add(known.PeerUrls);
            member.ClientURLs.Add(known.ClientUrls);
            response.Members.Add(member);
        }

        return response;
    }

    private long Revision()
    {
        using var reply = new PooledBuffer();
        context.Service.ReadLocal().State.Query(RevisionQuery, reply);
        return KeyValueReply.Of(reply.Written).Revision;
    }
}
