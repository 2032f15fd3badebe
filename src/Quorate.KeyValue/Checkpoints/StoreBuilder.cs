namespace Quorate.KeyValue;

/// <summary>Builds the two trees of a store from sorted versions and changes, and sums up what they hold.</summary>
internal sealed class StoreBuilder(PersistentMap versions, PersistentMap changes)
{
    private readonly PersistentMapBuilder _versions = new(versions);
    private readonly PersistentMapBuilder _changes = new(changes);

    /// <summary>Sum of the digests of all versions.</summary>
    public UInt128 Sum { get; private set; }

    /// <summary>Bytes of all versions.</summary>
    public long LogicalBytes { get; private set; }

    /// <summary>Adds a version; versions come in the order of their tree keys.</summary>
    public void AddVersion(ReadOnlySpan<byte> versionKey, ReadOnlySpan<byte> record, bool isLatest)
    {
        _versions.Add(versionKey, record, isLatest && !new VersionRecord(record).IsTombstone);
        Sum = unchecked(Sum + VersionRecord.Digest(versionKey, record));
        LogicalBytes += versionKey.Length + record.Length;
    }

    /// <summary>Adds a change; changes come in the order of their revisions.</summary>
    public void AddChange(Revision at, ReadOnlySpan<byte> prefix)
    {
        Span<byte> changeKey = stackalloc byte[VersionKey.ChangeBytes];
        VersionKey.WriteChange(at, changeKey);
        _changes.Add(changeKey, prefix);
    }

    /// <summary>Puts the trees into place.</summary>
    public void Complete()
    {
        _versions.Complete();
        _changes.Complete();
    }
}
