using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>An immutable state of a <see cref="VersionStore"/>.</summary>
/// <param name="View">What readers see.</param>
/// <param name="Changes">The changes that compaction has not passed yet, by revision.</param>
/// <param name="Sum">Sum of the digests of all versions.</param>
/// <param name="LogicalBytes">Bytes of all versions, as the quota counts them.</param>
internal sealed record StoreSnapshot(StoreView View, PersistentMapRoot Changes, UInt128 Sum, long LogicalBytes)
{
    /// <summary>The digest over everything that affects future behaviour.</summary>
    public Checksum Digest
    {
        get
        {
            Span<byte> content = stackalloc byte[16 + (4 * sizeof(long))];
            BinaryPrimitives.WriteUInt128LittleEndian(content, Sum);
            BinaryPrimitives.WriteInt64LittleEndian(content[16..], View.Revision);
            BinaryPrimitives.WriteInt64LittleEndian(content[24..], View.CompactedRevision);
            BinaryPrimitives.WriteInt64LittleEndian(content[32..], View.Versions.Count);
            BinaryPrimitives.WriteInt64LittleEndian(content[40..], Changes.Count);
            return Checksum.Of(content);
        }
    }
}
