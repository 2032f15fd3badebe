using System.Text;

namespace Quorate.KeyValue.Tests;

/// <summary>
/// A second implementation, as dumb as possible: a list of all changes ever made, searched from the start for every
/// request. It answers with the text that <see cref="Reply"/> makes of a real reply.
/// </summary>
internal sealed class ModelStore
{
    private readonly List<ModelVersion> _history = [];
    private long _revision = 1;
    private long _compacted = -1;
    private int _changes;

    private long Now => _revision + (_changes > 0 ? 1 : 0);

    public string Answer(OperationCode code, byte[] request)
    {
        var error = RequestValidation.Check([(byte)code, .. request]);
        _changes = 0;
        var text = "";
        if (error == KeyValueError.None)
        {
            error = Check(code, request);
        }

        if (error == KeyValueError.None)
        {
            text = Run(code, request, new Queue<bool>(code == OperationCode.Txn ? Path(request) : []), nested: false);
        }

        var revision = Now;
        _revision = revision;
        return $"{error} {revision}: {text}";
    }

    private KeyValueError Check(OperationCode code, byte[] request)
    {
        switch (code)
        {
            case OperationCode.Range:
                RangeRequest.TryRead(request, out var range);
                return range.Revision > _revision ? KeyValueError.FutureRevision
                    : range.Revision > 0 && range.Revision < _compacted ? KeyValueError.Compacted
                    : KeyValueError.None;
            case OperationCode.Put:
                PutRequest.TryRead(request, out var put);
                return put.Lease != 0 ? KeyValueError.LeaseNotFound : CheckKept(put);
            case OperationCode.Txn:
                var path = Path(request).ToList();
                var error = CheckTxn(request, new Queue<bool>(path), RequestOpKind.Put);
                return error != KeyValueError.None
                    ? error
                    : CheckTxn(request, new Queue<bool>(path), RequestOpKind.Range);
            case OperationCode.Compact:
                CompactionRequest.TryRead(request, out var compaction);
                return compaction.Revision <= _compacted ? KeyValueError.Compacted
                    : compaction.Revision > _revision ? KeyValueError.FutureRevision
                    : KeyValueError.None;
            default:
                return KeyValueError.None;
        }
    }

    private KeyValueError CheckKept(in PutRequest put) =>
        (put.IgnoreValue || put.IgnoreLease) && Select(put.Key, default, Now).Count == 0
            ? KeyValueError.KeyNotFound
            : KeyValueError.None;

    private KeyValueError CheckTxn(byte[] txn, Queue<bool> path, RequestOpKind kind)
    {
        foreach (var (opKind, body) in Branch(txn, path.Dequeue()))
        {
            var error = KeyValueError.None;
            if (opKind == RequestOpKind.Txn)
            {
                error = CheckTxn(body, path, kind);
            }
            else if (opKind == kind && kind == RequestOpKind.Put)
            {
                PutRequest.TryRead(body, out var put);
                error = CheckKept(put);
                error = error == KeyValueError.None && put.Lease != 0 ? KeyValueError.LeaseNotFound : error;
            }
            else if (opKind == kind)
            {
                RangeRequest.TryRead(body, out var range);
                error = range.Revision > _revision ? KeyValueError.FutureRevision
                    : range.Revision != 0 && range.Revision < _compacted ? KeyValueError.Compacted
                    : KeyValueError.None;
            }

            if (error != KeyValueError.None)
            {
                return error;
            }
        }

        return KeyValueError.None;
    }

    private string Run(OperationCode code, byte[] request, Queue<bool> path, bool nested)
    {
        switch (code)
        {
            case OperationCode.Range:
                RangeRequest.TryRead(request, out var range);
                return Header(nested, Now) + Range(range);
            case OperationCode.Put:
                PutRequest.TryRead(request, out var put);
                return Header(nested, _revision + 1) + Put(put);
            case OperationCode.DeleteRange:
                DeleteRangeRequest.TryRead(request, out var delete);
                var text = Delete(delete);
                return Header(nested, Now) + text;
            case OperationCode.Txn:
                return Header(nested, 0) + Txn(request, path);
            default:
                CompactionRequest.TryRead(request, out var compaction);
                _compacted = compaction.Revision;
                return "";
        }
    }

    private static string Header(bool nested, long revision) =>
        !nested ? "" : revision == 0 ? " header{}" : $" header{{revision={revision}}}";

    private string Txn(byte[] txn, Queue<bool> path)
    {
        var succeeded = path.Dequeue();
        var text = new StringBuilder(succeeded ? " succeeded=1" : "");
        foreach (var (kind, body) in Branch(txn, succeeded))
        {
            var (code, name) = kind switch
            {
                RequestOpKind.Range => (OperationCode.Range, "range"),
                RequestOpKind.Put => (OperationCode.Put, "put"),
                RequestOpKind.DeleteRange => (OperationCode.DeleteRange, "delete"),
                _ => (OperationCode.Txn, "txn"),
            };
            text.Append($" op{{{name}{{{Run(code, body, path, nested: true).TrimStart()}}}}}");
        }

        return text.ToString();
    }

    private string Put(in PutRequest put)
    {
        var key = put.Key.ToArray();
        var previous = Select(key, default, Now).FirstOrDefault();
        _history.Add(new ModelVersion(
            _revision + 1,
            _changes++,
            key,
            put.IgnoreValue && previous is not null ? previous.Value : put.Value.ToArray(),
            previous?.Create ?? _revision + 1,
            (previous?.Version ?? 0) + 1));
        return put.PreviousKeyValue && previous is not null ? $" prev{{{previous.Describe(true)}}}" : "";
    }

    private string Delete(in DeleteRangeRequest delete)
    {
        var found = Select(delete.Key, delete.RangeEnd, Now).ToList();
        foreach (var version in found)
        {
            _history.Add(new ModelVersion(_revision + 1, _changes++, version.Key, null, 0, 0));
        }

        var text = found.Count == 0 ? "" : $" deleted={found.Count}";
        return delete.PreviousKeyValues
            ? text + string.Concat(found.Select(version => $" prev{{{version.Describe(true)}}}"))
            : text;
    }

    private string Range(RangeRequest range)
    {
        var all = Select(range.Key, range.RangeEnd, range.Revision <= 0 ? Now : range.Revision).ToList();
        if (range.CountOnly)
        {
            return all.Count == 0 ? "" : $" count={all.Count}";
        }

        var (minMod, maxMod, minCreate, maxCreate) =
            (range.MinModRevision, range.MaxModRevision, range.MinCreateRevision, range.MaxCreateRevision);
        var shown = all.Where(version =>
            (minMod == 0 || version.Main >= minMod) && (maxMod == 0 || version.Main <= maxMod) &&
            (minCreate == 0 || version.Create >= minCreate) && (maxCreate == 0 || version.Create <= maxCreate));
        if (range is { SortOrder: 0, Limit: > 0 } && (minMod | maxMod | minCreate | maxCreate) == 0)
        {
            shown = shown.Take((int)range.Limit + 1);
        }

        var sorted = Sort(shown.ToList(), range.SortTarget, range.SortOrder == 2);
        var more = range.Limit > 0 && sorted.Count > range.Limit;
        var keysOnly = range.KeysOnly;
        var kvs = (more ? sorted.Take((int)range.Limit) : sorted).Select(kv => $" kv{{{kv.Describe(!keysOnly)}}}");
        return string.Concat(kvs) + (more ? " more=1" : "") + (all.Count == 0 ? "" : $" count={all.Count}");
    }

    // Fewer than thirteen elements: etcd's sort is an insertion sort then, which keeps equal elements in order.
    private static List<ModelVersion> Sort(List<ModelVersion> versions, int target, bool descending)
    {
        Comparison<ModelVersion> compare = target switch
        {
            0 => (x, y) => KeyComparer.Instance.Compare(x.Key, y.Key),
            1 => (x, y) => x.Version.CompareTo(y.Version),
            2 => (x, y) => x.Create.CompareTo(y.Create),
            3 => (x, y) => x.Main.CompareTo(y.Main),
            _ => (x, y) => KeyComparer.Instance.Compare(x.Value, y.Value),
        };
        var comparer = Comparer<ModelVersion>.Create(compare);
        return [.. descending ? versions.OrderDescending(comparer) : versions.Order(comparer)];
    }

    private List<ModelVersion> Select(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, long revision)
    {
        var newest = new SortedDictionary<byte[], ModelVersion>(KeyComparer.Instance);
        foreach (var version in _history)
        {
            var fromStart = start.SequenceCompareTo(version.Key);
            var inside = end.IsEmpty ? fromStart == 0
                : fromStart <= 0 && (end is [0] || end.SequenceCompareTo(version.Key) > 0);
            if (inside && version.Main <= revision)
            {
                newest[version.Key] = version;
            }
        }

        return newest.Values.Where(version => version.Value is not null).ToList();
    }

    private IEnumerable<bool> Path(byte[] txn)
    {
        var succeeded = Elements(txn, TxnRequest.Compare).All(Holds);
        return Branch(txn, succeeded).Where(op => op.Kind == RequestOpKind.Txn)
            .SelectMany(op => Path(op.Body)).Prepend(succeeded);
    }

    private bool Holds(byte[] bytes)
    {
        CompareRequest.TryRead(bytes, out var compare);
        var (target, result, number, operand) =
            (compare.Target, compare.Result, compare.Number, compare.Bytes.ToArray());
        var found = Select(compare.Key, compare.RangeEnd, _revision);
        if (found.Count == 0)
        {
            return target != CompareRequest.Value &&
                Holds(result, target is >= 0 and <= 4 ? 0L.CompareTo(number) : 0);
        }

        return found.TrueForAll(version => Holds(result, target switch
        {
            CompareRequest.Version => version.Version.CompareTo(number),
            CompareRequest.Create => version.Create.CompareTo(number),
            CompareRequest.Mod => version.Main.CompareTo(number),
            CompareRequest.Value => KeyComparer.Instance.Compare(version.Value, operand),
            CompareRequest.Lease => 0L.CompareTo(number),
            _ => 0,
        }));
    }

    private static bool Holds(int result, int order) => result switch
    {
        0 => order == 0,
        1 => order > 0,
        2 => order < 0,
        3 => order != 0,
        _ => true,
    };

    private static List<(RequestOpKind Kind, byte[] Body)> Branch(byte[] txn, bool succeeded) =>
        Elements(txn, succeeded ? TxnRequest.Success : TxnRequest.Failure).ConvertAll(bytes =>
        {
            RequestOp.TryRead(bytes, out var op);
            return (op.Kind, op.Body.ToArray());
        });

    private static List<byte[]> Elements(byte[] txn, int field)
    {
        var elements = new List<byte[]>();
        foreach (var element in TxnRequest.Of(txn, field))
        {
            elements.Add(element.ToArray());
        }

        return elements;
    }
}
