using Quorate.Etcd.Grpc;

namespace Quorate.Etcd;

/// <summary>The methods of etcd's API that are known and not built: they answer so by name.</summary>
internal static class UnbuiltMethods
{
    // Service, then "Method" or "Method=gateway path".
    private static readonly (string Service, string[] Methods)[] Services =
    [
        ("etcdserverpb.Watch", ["Watch=/watch"]),
        ("etcdserverpb.KV", ["RangeStream"]),
        ("etcdserverpb.Lease",
        [
            "LeaseGrant=/lease/grant", "LeaseRevoke=/lease/revoke", "LeaseKeepAlive=/lease/keepalive",
            "LeaseTimeToLive=/lease/timetolive", "LeaseLeases=/lease/leases",
        ]),
        ("etcdserverpb.Cluster",
        [
            "MemberAdd=/cluster/member/add", "MemberRemove=/cluster/member/remove",
            "MemberUpdate=/cluster/member/update", "MemberPromote=/cluster/member/promote",
        ]),
        ("etcdserverpb.Maintenance",
        [
            "Alarm=/maintenance/alarm", "Defragment=/maintenance/defragment", "Hash=/maintenance/hash",
            "HashKV=/maintenance/hashkv", "Snapshot=/maintenance/snapshot",
            "MoveLeader=/maintenance/transfer-leadership", "Downgrade=/maintenance/downgrade",
        ]),
        ("etcdserverpb.Auth",
        [
            "AuthEnable=/auth/enable", "AuthDisable=/auth/disable", "AuthStatus=/auth/status",
            "Authenticate=/auth/authenticate", "UserAdd=/auth/user/add", "UserGet=/auth/user/get",
            "UserList=/auth/user/list", "UserDelete=/auth/user/delete", "UserChangePassword=/auth/user/changepw",
            "UserGrantRole=/auth/user/grant", "UserRevokeRole=/auth/user/revoke", "RoleAdd=/auth/role/add",
            "RoleGet=/auth/role/get", "RoleList=/auth/role/list", "RoleDelete=/auth/role/delete",
            "RoleGrantPermission=/auth/role/grant", "RoleRevokePermission=/auth/role/revoke",
        ]),
        ("v3lockpb.Lock", ["Lock=/lock/lock", "Unlock=/lock/unlock"]),
        ("v3electionpb.Election",
        [
            "Campaign=/election/campaign", "Proclaim=/election/proclaim", "Leader=/election/leader",
            "Observe=/election/observe", "Resign=/election/resign",
        ]),
    ];

    /// <summary>The methods over gRPC; their requests are not read.</summary>
    public static IEnumerable<GrpcMethod> Methods(EtcdContext context) =>
        from service in Services
        from method in service.Methods
        let name = $"{service.Service}/{method.Split('=')[0]}"
        select GrpcMethod.Streaming('/' + name, _ => new(Refuse(context, name)));

    /// <summary>The gateway's paths, without their prefix, and the method of each.</summary>
    public static IEnumerable<(string Path, string Name)> GatewayPaths =>
        from service in Services
        from method in service.Methods
        where method.Contains('=', StringComparison.Ordinal)
        let parts = method.Split('=')
        select (parts[1], $"{service.Service}/{parts[0]}");

    private static GrpcStatus Refuse(EtcdContext context, string name)
    {
        context.Counters.Request();
        context.Counters.Failure();
        return EtcdErrors.NotBuilt(name);
    }
}
