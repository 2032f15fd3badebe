namespace Quorate.Cli.Etcd;

/// <summary>The paths of the calls this program makes.</summary>
internal static class EtcdMethods
{
    /// <summary>Reads keys.</summary>
    public const string Range = "/etcdserverpb.KV/Range";

    /// <summary>Writes one key.</summary>
    public const string Put = "/etcdserverpb.KV/Put";

    /// <summary>Deletes keys.</summary>
    public const string DeleteRange = "/etcdserverpb.KV/DeleteRange";

    /// <summary>Compares, then does one of two lists of operations.</summary>
    public const string Txn = "/etcdserverpb.KV/Txn";

    /// <summary>Forgets old revisions.</summary>
    public const string Compact = "/etcdserverpb.KV/Compact";

    /// <summary>What one member is doing.</summary>
    public const string Status = "/etcdserverpb.Maintenance/Status";

    /// <summary>Who the members are.</summary>
    public const string MemberList = "/etcdserverpb.Cluster/MemberList";
}
