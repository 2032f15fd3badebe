using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>Rebuilds a store from the chunks of a snapshot; see <see cref="StoreFormat"/>.</summary>
internal sealed class StoreDecoder
{
    private readonly VersionStore _store;
    private readonly StoreBuilder _built;
    private readonly ChunkReader _reader;
    private readonly RestoredChanges _changes = new();
    private byte[] _previousKey = [];
    private int _previousLength;

    private StoreDecoder(VersionStore store, ChunkReader reader)
    {
        _store = store;
        _built = store.BeginRestore();
        _reader = reader;
    }

    /// <summary>Replaces the store's content.</summary>
    /// <exception cref="FormatException">The chunks are not a checkpoint; the store is then empty.</exception>
    public static void Restore(VersionStore store, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        store.Clear();
        using var enumerator = chunks.GetEnumerator();
        try
        {
            new StoreDecoder(store, new ChunkReader(enumerator)).Run();
        }
        catch (FormatException)
        {
            store.Clear();
            throw;
        }
    }

    private void Run()
    {
        var header = new SpanReader(_reader.Read(StoreFormat.HeaderBytes));
        if (header.U32() != StoreFormat.Magic || header.U32() != StoreFormat.FormatVersion)
        {
            throw new FormatException("not a checkpoint of this key-value store");
        }

        var revision = header.I64();
        var compacted = header.I64();
        var oldestChange = new Revision(header.I64(), (int)header.I64());
        if (revision < VersionStore.FirstRevision || compacted > revision)
        {
            throw new FormatException("the checkpoint's revisions are impossible");
        }

        while (!_reader.IsAtEnd())
        {
            ReadVersion(revision, oldestChange);
        }

        _changes.AddTo(_built);
        _store.Restore(revision, compacted, _built);
    }

    private void ReadVersion(long revision, Revision oldestChange)
    {
        var lengths = _reader.Read(StoreFormat.EntryHeaderBytes);
        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(lengths);
        var recordLength = BinaryPrimitives.ReadInt32LittleEndian(lengths[sizeof(int)..]);
        if (keyLength is < 0 or > StoreFormat.PartBytesMax || recordLength is < 0 or > StoreFormat.PartBytesMax)
        {
            throw new FormatException("the checkpoint holds an impossible length");
        }

        var entry = _reader.Read(keyLength + recordLength);
        var versionKey = entry[..keyLength];
        var record = entry[keyLength..];
        var previous = _previousKey.AsSpan(0, _previousLength);
        if (!VersionKey.IsWellFormed(versionKey) ||
            !VersionRecord.IsWellFormed(record) ||
            previous.SequenceCompareTo(versionKey) >= 0)
        {
            throw new FormatException("the checkpoint holds a malformed version");
        }

        var at = VersionKey.RevisionOf(versionKey);
        if (at.Main > revision)
        {
            throw new FormatException("the checkpoint holds a version above its revision");
        }

        var prefix = VersionKey.Prefix(versionKey);
        var isLatest = _previousLength == 0 || !VersionKey.Prefix(previous).SequenceEqual(prefix);
        _built.AddVersion(versionKey, record, isLatest);
        if (at.CompareTo(oldestChange) >= 0)
        {
            _changes.Add(at, prefix);
        }

        Remember(versionKey);
    }

    private void Remember(ReadOnlySpan<byte> versionKey)
    {
        if (_previousKey.Length < versionKey.Length)
        {
            _previousKey = new byte[versionKey.Length * 2];
        }

        versionKey.CopyTo(_previousKey);
        _previousLength = versionKey.Length;
    }
}
