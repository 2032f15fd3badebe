namespace Quorate.KeyValue;

/// <summary>
/// Walks the keys of a range in order, each at its newest version not above a revision, deleted keys left out.
/// </summary>
internal ref struct VisibleVersions
{
    // Versions to step over one by one before searching for the next key instead.
    private const int StepsBeforeSeek = 8;

    private readonly KeyRange _range;
    private readonly long _revision;
    private readonly bool _current;
    private PersistentMapCursor _cursor;
    private bool _started;

    public VisibleVersions(StoreView view, KeyRange range, long revision)
    {
        _range = range;
        _revision = revision;
        _current = revision >= view.Revision;
        _cursor = view.Versions.Seek(range.Start);
    }

    public readonly ReadOnlySpan<byte> VersionKeyBytes => _cursor.Key;

    public readonly VersionRecord Record => new(_cursor.Value);

    public bool MoveNext()
    {
        var more = _started ? !_range.IsSingle && MoveToNextKey() : _cursor.MoveNext();
        _started = true;
        while (more && _range.Contains(_cursor.Key))
        {
            if (IsVisible())
            {
                return true;
            }

            more = VersionKey.MainRevisionOf(_cursor.Key) > _revision ? MoveToRevision() : MoveToNextKey();
        }

        return false;
    }

    // Newest first: the first version at or below the revision decides.
    private readonly bool IsVisible() => _current
        ? _cursor.IsCounted
        : VersionKey.MainRevisionOf(_cursor.Key) <= _revision && !Record.IsTombstone;

    private bool MoveToNextKey()
    {
        var prefix = VersionKey.Prefix(_cursor.Key);
        for (var step = 0; step < StepsBeforeSeek; step++)
        {
            if (!_cursor.MoveNext())
            {
                return false;
            }

            if (!_cursor.Key.StartsWith(prefix))
            {
                return true;
            }
        }

        // The end mark's last byte raised by one is above every version of this key and below every other key.
        Span<byte> bound = stackalloc byte[256];
        bound = prefix.Length <= bound.Length ? bound[..prefix.Length] : new byte[prefix.Length];
        prefix.CopyTo(bound);
        bound[^1]++;
        _cursor.Seek(bound);
        return _cursor.MoveNext();
    }

    private bool MoveToRevision()
    {
        var prefix = VersionKey.Prefix(_cursor.Key);
        var length = prefix.Length + VersionKey.RevisionBytes;
        Span<byte> bound = stackalloc byte[256];
        bound = length <= bound.Length ? bound[..length] : new byte[length];
        prefix.CopyTo(bound);
        VersionKey.WriteRevision(new Revision(_revision, int.MaxValue), bound[prefix.Length..]);
        _cursor.Seek(bound);
        return _cursor.MoveNext();
    }
}
