using Quorate.Etcd.Protocol;

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

    /// <summary>Maintenance.Status: answered from what this replica knows, leader or not.</summary>
    public StatusResponse Status()
    {
        var status = context.Service.Status;
        var store = context.Store;
        var response = new StatusResponse
        {
            Header = context.Header.Message(store.Revision),
            Version = Version,
            DbSize = store.LogicalBytes,
            DbSizeInUse = store.LogicalBytes,
            Leader = context.HasLeader ? EtcdIdentity.Member(context.Service.Cluster, context.Leader) : 0,
            RaftIndex = status.Op.Value,
            RaftTerm = context.Header.Term,
            RaftAppliedIndex = status.Commit.Value,
            QuorateProtocol = context.Service.Protocol,
        };
        if (context.Service.Stall is { } stall)
        {
            response.Errors.Add(stall.ToString());
        }
        else if (!context.HasLeader)
        {
            response.Errors.Add(EtcdErrors.NoLeader.Message);
        }

        if (status.Complaint is { } complaint)
        {
            response.Errors.Add(complaint);
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
}
