using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>
/// Answers RangeRequests from a view, as etcd's applier does: read by key order, filter by revisions, sort, cut to the
/// limit; the count is that of the range, before filters and limit.
/// </summary>
internal static class RangeReader
{
    private const int KvsField = 2;
    private const int MoreField = 3;
    private const int CountField = 4;
    private const int StackBytes = 512;

    /// <summary>Whether the view can answer at the requested revision.</summary>
    public static KeyValueError Check(StoreView view, in RangeRequest request)
    {
        if (request.Revision > view.Revision)
        {
            return KeyValueError.FutureRevision;
        }

        return request.Revision > 0 && request.Revision < view.CompactedRevision
            ? KeyValueError.Compacted
            : KeyValueError.None;
    }

    /// <summary>Writes the fields of a RangeResponse, without its header. <see cref="Check"/> has passed.</summary>
    public static void Write(StoreView view, in RangeRequest request, IBufferWriter<byte> reply)
    {
        var boundsMax = KeyRange.BytesMax(request.Key, request.RangeEnd);
        var scratch = boundsMax <= StackBytes ? stackalloc byte[StackBytes] : new byte[boundsMax];
        var range = new KeyRange(request.Key, request.RangeEnd, scratch);
        var revision = request.Revision <= 0 ? view.Revision : request.Revision;
        long count;
        var more = false;
        if (request.CountOnly)
        {
            count = Count(view, range, revision);
        }
        else if (SortedRange.IsNeeded(request))
        {
            count = new SortedRange(request).Write(view.Walk(range, revision), KvsField, reply, out more);
        }
        else
        {
            count = WriteInOrder(view, range, revision, request, reply, out more);
        }

        var writer = new ProtoWriter(
            reply.GetSpan(ProtoWriter.Int64FieldBytes(1) + ProtoWriter.Int64FieldBytes(count)));
        writer.Int64Field(MoreField, more ? 1 : 0);
        writer.Int64Field(CountField, count);
        reply.Advance(writer.Position);
    }

    /// <summary>Whether the revision filters of the request let a version through.</summary>
    public static bool Passes(in RangeRequest request, long modRevision, long createRevision) =>
        (request.MaxModRevision == 0 || modRevision <= request.MaxModRevision) &&
        (request.MinModRevision == 0 || modRevision >= request.MinModRevision) &&
        (request.MaxCreateRevision == 0 || createRevision <= request.MaxCreateRevision) &&
        (request.MinCreateRevision == 0 || createRevision >= request.MinCreateRevision);

    private static long Count(StoreView view, KeyRange range, long revision)
    {
        if (!range.IsSingle && revision == view.Revision)
        {
            return range.CountIn(view.Versions);
        }

        return CountRest(view.Walk(range, revision));
    }

    private static long CountRest(VisibleVersions versions)
    {
        long count = 0;
        while (versions.MoveNext())
        {
            count++;
        }

        return count;
    }

    private static long WriteInOrder(
        StoreView view,
        KeyRange range,
        long revision,
        in RangeRequest request,
        IBufferWriter<byte> reply,
        out bool more)
    {
        more = false;
        long walked = 0;
        long written = 0;
        var versions = view.Walk(range, revision);
        while (versions.MoveNext())
        {
            walked++;
            var versionKey = versions.VersionKeyBytes;
            var record = versions.Record;
            if (!Passes(request, VersionKey.MainRevisionOf(versionKey), record.CreateRevision))
            {
                continue;
            }

            if (request.Limit > 0 && written == request.Limit)
            {
                more = true;
                return revision == view.Revision ? range.CountIn(view.Versions) : walked + CountRest(versions);
            }

            KeyValueEncoding.Write(reply, KvsField, versionKey, record, !request.KeysOnly);
            written++;
        }

        return walked;
    }
}
