using System.Buffers;

namespace Quorate.KeyValue;

/// <summary>
/// The answer to a RangeRequest in another order than that of the keys: everything that passes the filters is encoded,
/// then sorted by the algorithm that etcd uses, so that equal elements come in the same order too.
/// </summary>
internal sealed class SortedRange
{
    private const int Ascending = 1;
    private const int Descending = 2;
    private const int ByKey = 0;
    private const int ByVersion = 1;
    private const int ByCreate = 2;
    private const int ByMod = 3;
    private const int ByValue = 4;

    private readonly int _target;
    private readonly bool _descending;
    private readonly long _limit;
    private readonly long _collectMax;
    private readonly bool _withValues;
    private readonly Filters _filters;
    private readonly ReplyBuffer _encoded = new();
    private readonly ReplyBuffer _values = new();
    private readonly List<Element> _elements = [];

    public SortedRange(in RangeRequest request)
    {
        _target = request.SortTarget;
        _descending = request.SortOrder == Descending;
        _limit = request.Limit;
        _withValues = !request.KeysOnly;
        _filters = new Filters(
            request.MinModRevision, request.MaxModRevision, request.MinCreateRevision, request.MaxCreateRevision);

        // etcd cuts before it sorts when the order is left open and nothing is filtered: one more than the limit is
        // read.
        _collectMax = request.SortOrder == 0 && !_filters.Any && _limit > 0 ? _limit + 1 : long.MaxValue;
    }

    /// <summary>Whether the answer is in another order than that of the keys.</summary>
    public static bool IsNeeded(in RangeRequest request) =>
        request.SortTarget != ByKey || request.SortOrder is not 0 and not Ascending;

    /// <summary>Writes the key-values; returns how many the range holds.</summary>
    public long Write(VisibleVersions versions, int field, IBufferWriter<byte> reply, out bool more)
    {
        long count = 0;
        while (versions.MoveNext())
        {
            count++;
            var record = versions.Record;
            var modRevision = VersionKey.MainRevisionOf(versions.VersionKeyBytes);
            if (_elements.Count < _collectMax && _filters.Pass(modRevision, record.CreateRevision))
            {
                Collect(versions.VersionKeyBytes, record, modRevision, field);
            }
        }

        var sorted = _elements.ToArray();
        new PatternDefeatingSort<Element>(sorted, IsBefore).Run();
        more = _limit > 0 && sorted.Length > _limit;
        var shown = more ? (int)_limit : sorted.Length;
        for (var index = 0; index < shown; index++)
        {
            reply.Write(_encoded.Written.Slice(sorted[index].Start, sorted[index].Length));
        }

        return count;
    }

    private void Collect(ReadOnlySpan<byte> versionKey, VersionRecord record, long modRevision, int field)
    {
        var start = _encoded.Length;
        KeyValueEncoding.Write(_encoded, field, versionKey, record, _withValues);
        var number = _target switch
        {
            ByVersion => record.Version,
            ByCreate => record.CreateRevision,
            ByMod => modRevision,
            _ => 0,
        };
        var valueStart = _values.Length;
        if (_target == ByValue)
        {
            _values.Write(record.Value);
        }

        _elements.Add(new Element(
            _elements.Count, start, _encoded.Length - start, number, valueStart, _values.Length - valueStart));
    }

    private bool IsBefore(Element left, Element right) =>
        _descending ? Compare(right, left) < 0 : Compare(left, right) < 0;

    private int Compare(Element left, Element right) => _target switch
    {
        ByKey => left.Ordinal.CompareTo(right.Ordinal),
        ByValue => Value(left).SequenceCompareTo(Value(right)),
        _ => left.Number.CompareTo(right.Number),
    };

    private ReadOnlySpan<byte> Value(Element element) => _values.Written.Slice(element.ValueStart, element.ValueLength);

    private readonly record struct Element(
        int Ordinal, int Start, int Length, long Number, int ValueStart, int ValueLength);

    private readonly record struct Filters(long MinMod, long MaxMod, long MinCreate, long MaxCreate)
    {
        public bool Any => (MinMod | MaxMod | MinCreate | MaxCreate) != 0;

        public bool Pass(long modRevision, long createRevision) => RangeReader.Passes(
            new RangeRequest
            {
                MinModRevision = MinMod,
                MaxModRevision = MaxMod,
                MinCreateRevision = MinCreate,
                MaxCreateRevision = MaxCreate,
            },
            modRevision,
            createRevision);
    }
}
