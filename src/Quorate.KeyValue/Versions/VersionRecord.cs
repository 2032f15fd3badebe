using System.Buffers.Binary;
using System.IO.Hashing;

namespace Quorate.KeyValue;

/// <summary>
/// What the tree stores for one version: one flag byte; unless it is a tombstone, the create revision, the version
/// number and the lease (8 bytes each, little-endian), and the value.
/// </summary>
internal readonly ref struct VersionRecord(ReadOnlySpan<byte> bytes)
{
    public const int TombstoneBytes = 1;
    public const int HeaderBytes = 25;
    private const byte Live = 0;
    private const byte Tombstone = 1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public bool IsTombstone => _bytes[0] == Tombstone;

    public long CreateRevision => BinaryPrimitives.ReadInt64LittleEndian(_bytes[1..]);

    public long Version => BinaryPrimitives.ReadInt64LittleEndian(_bytes[9..]);

    public long Lease => BinaryPrimitives.ReadInt64LittleEndian(_bytes[17..]);

    public ReadOnlySpan<byte> Value => _bytes[HeaderBytes..];

    public static void WriteHeader(Span<byte> destination, long createRevision, long version, long lease)
    {
        destination[0] = Live;
        BinaryPrimitives.WriteInt64LittleEndian(destination[1..], createRevision);
        BinaryPrimitives.WriteInt64LittleEndian(destination[9..], version);
        BinaryPrimitives.WriteInt64LittleEndian(destination[17..], lease);
    }

    /// <summary>The digest of one version; the store's is their sum.</summary>
    public static UInt128 Digest(ReadOnlySpan<byte> versionKey, ReadOnlySpan<byte> record) =>
        XxHash128.HashToUInt128(record, (long)XxHash64.HashToUInt64(versionKey, versionKey.Length));

    public static void WriteTombstone(Span<byte> destination) => destination[0] = Tombstone;

    /// <summary>Whether untrusted bytes are a record.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] switch
    {
        Live => bytes.Length >= HeaderBytes,
        Tombstone => bytes.Length == TombstoneBytes,
        _ => false,
    };
}
