using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>
/// The state: every version of every key since the last compaction, by (key, revision) and by revision, with a digest
/// that is kept up to date entry by entry and does not depend on the shape of the trees (architecture.md §6).
/// </summary>
internal sealed class VersionStore
{
    /// <summary>The revision of an empty store, as in etcd.</summary>
    public const long FirstRevision = 1;

    private const long NeverCompacted = -1;
    private const int CleaningPerOperation = 1;

    private readonly PersistentMap _versions = new();
    private readonly PersistentMap _changes = new();
    private byte[] _entry = new byte[1024];
    private byte[] _bound = new byte[256];
    private UInt128 _sum;

    public long Revision { get; private set; } = FirstRevision;

    public long CompactedRevision { get; private set; } = NeverCompacted;

    /// <summary>Bytes of all versions, what the quota limits.</summary>
    public long LogicalBytes { get; private set; }

    public StoreView View => new(_versions.Current, Revision, CompactedRevision);

    public StoreSnapshot Publish() => new(
        new StoreView(_versions.Publish(), Revision, CompactedRevision), _changes.Publish(), _sum, LogicalBytes);

    /// <summary>Writes a new version of a key.</summary>
    /// <param name="at">Its revision; the caller advances <see cref="Revision"/> with <see cref="Advance"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; may lie in this store.</param>
    /// <param name="lease">The lease, or 0.</param>
    public void Put(Revision at, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long lease)
    {
        Contract.Assert(!key.IsEmpty, "a key is never empty");
        var prefixLength = StartEntry(key, VersionRecord.HeaderBytes + value.Length);
        var created = at.Main;
        var version = 1L;
        if (View.TryFindLatest(_entry.AsSpan(0, prefixLength), out var latest))
        {
            var record = new VersionRecord(latest.Value);
            created = record.CreateRevision;
            version = record.Version + 1;
        }

        var body = _entry.AsSpan(prefixLength + VersionKey.RevisionBytes);
        VersionRecord.WriteHeader(body, created, version, lease);
        value.CopyTo(body[VersionRecord.HeaderBytes..]);
        Add(at, prefixLength, VersionRecord.HeaderBytes + value.Length, live: true);
    }

    /// <summary>Writes a tombstone; the key must exist.</summary>
    public void Delete(Revision at, ReadOnlySpan<byte> key)
    {
        var prefixLength = StartEntry(key, VersionRecord.TombstoneBytes);
        Contract.Assert(!key.IsEmpty, "a key is never empty");
        VersionRecord.WriteTombstone(_entry.AsSpan(prefixLength + VersionKey.RevisionBytes));
        var before = _versions.Count;
        Add(at, prefixLength, VersionRecord.TombstoneBytes, live: false);
        Contract.Assert(_versions.Count == before - 1, "only a key that exists is deleted");
    }

    /// <summary>Ends an operation that changed something.</summary>
    public void Advance() => Revision++;

    /// <summary>
    /// Gives up the history below a revision. Reads are refused at once; the versions that nobody can read any more are
    /// removed a few with each later operation, so that no operation takes long (<see cref="Clean"/>).
    /// </summary>
    public KeyValueError Compact(long revision)
    {
        if (revision <= CompactedRevision)
        {
            return KeyValueError.Compacted;
        }

        if (revision > Revision)
        {
            return KeyValueError.FutureRevision;
        }

        CompactedRevision = revision;
        return KeyValueError.None;
    }

    /// <summary>
    /// Removes versions that compaction made unreachable, oldest change first; to be called once for each operation, on
    /// every replica alike. Twice the operation's own changes and one more, so that it catches up.
    /// </summary>
    public void Clean(int changesOfOperation)
    {
        for (var budget = CleaningPerOperation + (2 * changesOfOperation); budget > 0; budget--)
        {
            var oldest = _changes.Current.Seek(default);
            if (!oldest.MoveNext() || MainOfChange(oldest.Key) > CompactedRevision)
            {
                return;
            }

            EnsureBound(oldest.Value.Length + VersionKey.RevisionBytes);
            CleanAfter(oldest);
        }
    }

    /// <summary>Forgets everything, before a restore.</summary>
    public void Clear()
    {
        _versions.Clear();
        _changes.Clear();
        _sum = 0;
        LogicalBytes = 0;
        Revision = FirstRevision;
        CompactedRevision = NeverCompacted;
    }

    /// <summary>Begins to replace the content by versions and changes in the order of their tree keys.</summary>
    public StoreBuilder BeginRestore() => new(_versions, _changes);

    /// <summary>Takes over what was built.</summary>
    public void Restore(long revision, long compactedRevision, StoreBuilder built)
    {
        built.Complete();
        Revision = revision;
        CompactedRevision = compactedRevision;
        _sum = built.Sum;
        LogicalBytes = built.LogicalBytes;
    }

    private static long MainOfChange(ReadOnlySpan<byte> changeKey) => BinaryPrimitives.ReadInt64BigEndian(changeKey);

    private static Revision RevisionOfChange(ReadOnlySpan<byte> changeKey) =>
        new(MainOfChange(changeKey), BinaryPrimitives.ReadInt32BigEndian(changeKey[sizeof(long)..]));

    private void EnsureBound(int length)
    {
        if (_bound.Length < length)
        {
            _bound = new byte[2 * length];
        }
    }

    private int StartEntry(ReadOnlySpan<byte> key, int recordBytes)
    {
        var size = VersionKey.BytesMax(key.Length) + recordBytes;
        if (_entry.Length < size)
        {
            _entry = new byte[Math.Max(size, _entry.Length * 2)];
        }

        return VersionKey.WritePrefix(key, _entry);
    }

    private void Add(Revision at, int prefixLength, int recordBytes, bool live)
    {
        VersionKey.WriteRevision(at, _entry.AsSpan(prefixLength));
        var keyBytes = prefixLength + VersionKey.RevisionBytes;
        var versionKey = _entry.AsSpan(0, keyBytes);
        var record = _entry.AsSpan(keyBytes, recordBytes);
        _versions.PutSuperseding(versionKey, record, live, prefixLength);
        Account(versionKey, record, added: true);
        Span<byte> changeKey = stackalloc byte[VersionKey.ChangeBytes];
        VersionKey.WriteChange(at, changeKey);
        _changes.Put(changeKey, versionKey[..prefixLength]);
        Contract.Assert(at.Main > CompactedRevision, "history is only added above what was compacted");
    }

    // What an older change of the same key left is unreachable, and so is this change when it is a deletion. There is
    // at most one older version, because older changes have been cleaned before.
    private void CleanAfter(in PersistentMapCursor change)
    {
        var prefix = change.Value;
        var versionKey = _bound.AsSpan(0, prefix.Length + VersionKey.RevisionBytes);
        prefix.CopyTo(versionKey);
        VersionKey.WriteRevision(RevisionOfChange(change.Key), versionKey[prefix.Length..]);
        _changes.RemoveExisting(change.Key);

        var version = _versions.Current.Seek(versionKey);
        var found = version.MoveNext() && version.Key.SequenceEqual(versionKey);
        Contract.Assert(found, "a change that is not cleaned has its version");
        var isTombstone = new VersionRecord(version.Value).IsTombstone;
        if (isTombstone)
        {
            Account(versionKey, version.Value, added: false);
        }

        if (version.MoveNext() && version.Key.StartsWith(VersionKey.Prefix(versionKey)))
        {
            Account(version.Key, version.Value, added: false);
            _versions.RemoveExisting(version.Key);
        }

        if (isTombstone)
        {
            _versions.RemoveExisting(versionKey);
        }
    }

    private void Account(ReadOnlySpan<byte> versionKey, ReadOnlySpan<byte> record, bool added)
    {
        var hash = VersionRecord.Digest(versionKey, record);
        _sum = unchecked(added ? _sum + hash : _sum - hash);
        LogicalBytes += (added ? 1 : -1) * (versionKey.Length + record.Length);
    }
}
