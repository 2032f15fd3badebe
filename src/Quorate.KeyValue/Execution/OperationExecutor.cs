using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>
/// Executes the requests of one operation on the store. All changes of an operation share one main revision; an
/// operation that changes nothing takes none.
/// </summary>
internal sealed class OperationExecutor(VersionStore store)
{
    private const int HeaderField = 1;
    private const int HeaderRevisionField = 3;

    private readonly List<byte[]> _deleted = [];

    /// <summary>Changes made by the operation so far.</summary>
    public int Changes { get; private set; }

    /// <summary>The revision that a reply reports now: the operation's own once it changed something.</summary>
    public long Revision => store.Revision + (Changes > 0 ? 1 : 0);

    private StoreView View => store.View with { Revision = Revision };

    /// <summary>The revision that the operation's changes get.</summary>
    public long ChangeRevision => store.Revision + 1;

    private Revision NextRevision => new(store.Revision + 1, Changes);

    /// <summary>Starts an operation.</summary>
    public void Begin() => Changes = 0;

    /// <summary>Ends it: the store's revision advances if something changed.</summary>
    public void End()
    {
        if (Changes > 0)
        {
            store.Advance();
        }
    }

    /// <summary>Whether the key is there for a put that keeps its value or lease; asked before anything runs.</summary>
    public KeyValueError CheckKept(in PutRequest put) =>
        (put.IgnoreValue || put.IgnoreLease) && !TryFind(put.Key, out _)
            ? KeyValueError.KeyNotFound
            : KeyValueError.None;

    /// <summary>Whether a put's lease exists; there is no lease service yet, so that every lease is unknown.</summary>
    public static KeyValueError CheckLease(in PutRequest put) =>
        put.Lease == 0 ? KeyValueError.None : KeyValueError.LeaseNotFound;

    /// <summary>Puts, and writes the PutResponse without its header. The checks have passed.</summary>
    /// <remarks>
    /// A transaction can delete a key and then put it with ignore_value, past the checks that precede it; etcd crashes
    /// there, and here the put keeps nothing.
    /// </remarks>
    public void Put(in PutRequest put, IBufferWriter<byte> reply)
    {
        const int PreviousField = 2;
        var value = put.Value;
        var lease = put.Lease;
        if ((put.PreviousKeyValue || put.IgnoreValue || put.IgnoreLease) && TryFind(put.Key, out var previous))
        {
            var record = new VersionRecord(previous.Value);
            value = put.IgnoreValue ? record.Value : value;
            lease = put.IgnoreLease ? record.Lease : lease;
            if (put.PreviousKeyValue)
            {
                KeyValueEncoding.Write(reply, PreviousField, previous.Key, record, withValue: true);
            }
        }

        store.Put(NextRevision, put.Key, value, lease);
        Changes++;
    }

    /// <summary>Finds what a DeleteRange will delete; <see cref="DeleteCollected"/> must follow.</summary>
    /// <returns>The revision that its response reports.</returns>
    public long Collect(in DeleteRangeRequest delete)
    {
        _deleted.Clear();
        CollectKeys(delete);
        return _deleted.Count > 0 ? store.Revision + 1 : Revision;
    }

    /// <summary>Deletes what was collected, and writes the DeleteRangeResponse without its header.</summary>
    public void DeleteCollected(in DeleteRangeRequest delete, IBufferWriter<byte> reply)
    {
        const int DeletedField = 2;
        const int PreviousField = 3;
        var writer = new ProtoWriter(reply.GetSpan(ProtoWriter.Int64FieldBytes(-1)));
        writer.Int64Field(DeletedField, _deleted.Count);
        reply.Advance(writer.Position);
        foreach (var key in _deleted)
        {
            if (delete.PreviousKeyValues && TryFind(key, out var previous))
            {
                KeyValueEncoding.Write(reply, PreviousField, previous.Key, new VersionRecord(previous.Value), true);
            }
        }

        foreach (var key in _deleted)
        {
            store.Delete(NextRevision, key);
            Changes++;
        }
    }

    /// <summary>
    /// Reads, seeing what the operation changed so far, and writes the RangeResponse without its header.
    /// </summary>
    public void Range(in RangeRequest range, IBufferWriter<byte> reply) => RangeReader.Write(View, range, reply);

    /// <summary>Writes a response header that only holds a revision, as etcd's nested responses do.</summary>
    public static void WriteHeader(ReplyBuffer reply, long revision)
    {
        var header = reply.Open(HeaderField);
        var writer = new ProtoWriter(reply.GetSpan(ProtoWriter.Int64FieldBytes(-1)));
        writer.Int64Field(HeaderRevisionField, revision);
        reply.Advance(writer.Position);
        reply.Close(header);
    }

    private bool TryFind(ReadOnlySpan<byte> key, out PersistentMapCursor cursor)
    {
        var bytesMax = VersionKey.BytesMax(key.Length);
        Span<byte> prefix = bytesMax <= 512 ? stackalloc byte[512] : new byte[bytesMax];
        return store.View.TryFindLatest(prefix[..VersionKey.WritePrefix(key, prefix)], out cursor);
    }

    private void CollectKeys(in DeleteRangeRequest delete)
    {
        var bytesMax = KeyRange.BytesMax(delete.Key, delete.RangeEnd);
        Span<byte> scratch = bytesMax <= 512 ? stackalloc byte[512] : new byte[bytesMax];
        var versions = View.Walk(new KeyRange(delete.Key, delete.RangeEnd, scratch), Revision);
        while (versions.MoveNext())
        {
            var escaped = VersionKey.Escaped(versions.VersionKeyBytes);
            var key = new byte[VersionKey.UnescapedLength(escaped)];
            VersionKey.Unescape(escaped, key);
            _deleted.Add(key);
        }
    }
}
