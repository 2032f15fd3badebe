using System.Buffers.Binary;

namespace Quorate.Etcd;

/// <summary>
/// The 64-bit ids that etcd's API shows, derived from Quorate's: stable over restarts and equal on all replicas.
/// </summary>
internal static class EtcdIdentity
{
    private const long MemberDomain = 0x6D656D626572;

    /// <summary>The cluster's id: the low half of Quorate's.</summary>
    public static ulong Cluster(ClusterId cluster) => (ulong)cluster.Value;

    /// <summary>A member's id; never zero, which means "no member" in etcd's messages.</summary>
    public static ulong Member(ClusterId cluster, ReplicaId replica)
    {
        Span<byte> identity = stackalloc byte[17];
        BinaryPrimitives.WriteUInt128LittleEndian(identity, cluster.Value);
        identity[16] = replica.Value;
        var hash = (ulong)Checksum.Of(identity, MemberDomain).Value;
        return hash == 0 ? 1 : hash;
    }
}
