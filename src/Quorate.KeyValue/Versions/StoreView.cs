namespace Quorate.KeyValue;

/// <summary>
/// What a reader sees: the versions, the current revision and the revision that history was compacted to.
/// </summary>
/// <param name="Versions">All versions by (key, revision), tombstones included; the newest live one of a key is
/// counted.</param>
/// <param name="Revision">The current revision.</param>
/// <param name="CompactedRevision">Reads below this revision are refused; −1 before the first compaction.</param>
internal readonly record struct StoreView(PersistentMapRoot Versions, long Revision, long CompactedRevision)
{
    /// <summary>Finds the newest version of one key, unless the key does not exist now.</summary>
    /// <param name="prefix">The key's <see cref="VersionKey"/> prefix.</param>
    /// <param name="cursor">Stands on the version when found.</param>
    public bool TryFindLatest(ReadOnlySpan<byte> prefix, out PersistentMapCursor cursor)
    {
        cursor = Versions.Seek(prefix);
        return cursor.MoveNext() && cursor.IsCounted && cursor.Key.StartsWith(prefix);
    }

    /// <summary>Walks the live keys of a range as of a revision.</summary>
    public VisibleVersions Walk(KeyRange range, long revision) => new(this, range, revision);
}
