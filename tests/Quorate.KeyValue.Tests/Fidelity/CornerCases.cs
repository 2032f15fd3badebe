namespace Quorate.KeyValue.Tests;

/// <summary>Requests at the edges of the rules, in an order that makes them meet.</summary>
internal static class CornerCases
{
    public static IEnumerable<(OperationCode Code, byte[] Request)> All() =>
        [.. Compactions(), .. Counts(), .. Overlaps(), .. Sizes(), .. EmptyThings()];

    private static IEnumerable<(OperationCode Code, byte[] Request)> Compactions() =>
    [
        (OperationCode.Compact, Wire.Compact(2)),
        (OperationCode.Compact, Wire.Compact(-1)),
        (OperationCode.Compact, Wire.Compact(0)),
        (OperationCode.Compact, Wire.Compact(0)),
        (OperationCode.Compact, Wire.Compact(1)),
        (OperationCode.Compact, Wire.Compact(1)),
        (OperationCode.Put, Wire.Put("a", "1")),
        (OperationCode.Put, Wire.Put("a", "2")),
        (OperationCode.DeleteRange, Wire.Delete("a")),
        (OperationCode.Compact, Wire.Compact(4)),
        (OperationCode.Range, Wire.Range("a", revision: 4)),
        (OperationCode.Range, Wire.Range("a", revision: 3)),
        (OperationCode.Range, Wire.Range("a", revision: -3)),
        (OperationCode.Txn, Wire.Txn([], [Wire.RangeOp(Wire.Range("a", revision: -3))], [])),
        (OperationCode.Txn, RangeAndPut(Wire.Range("a", revision: 5), putFirst: false)),
        (OperationCode.Txn, RangeAndPut(Wire.Range("a", revision: 4), putFirst: true)),
        (OperationCode.Range, Wire.Range("a", countOnly: true, limit: 1)),
        (OperationCode.Range, Wire.Range("a", revision: 6)),
    ];

    private static byte[] RangeAndPut(byte[] range, bool putFirst)
    {
        byte[][] ops = [Wire.RangeOp(range), Wire.PutOp(Wire.Put("a", "3"))];
        return Wire.Txn([], putFirst ? [ops[1], ops[0]] : ops, []);
    }

    // The number of operations is the largest of the three lists, and nesting uses it up.
    private static IEnumerable<(OperationCode Code, byte[] Request)> Counts()
    {
        byte[][] Ranges(int count) => [.. Enumerable.Repeat(Wire.RangeOp(Wire.Range("a")), count)];
        byte[][] Compares(int count) => [.. Enumerable.Repeat(Wire.Compare("a", 0, 1, 0), count)];
        foreach (var count in new[] { 127, 128, 129 })
        {
            yield return (OperationCode.Txn, Wire.Txn(Compares(count), [], []));
            yield return (OperationCode.Txn, Wire.Txn([], Ranges(count), []));
            yield return (OperationCode.Txn, Wire.Txn([], [], Ranges(count)));
        }

        foreach (var (outer, inner) in new[] { (64, 63), (64, 64), (64, 65), (1, 127), (1, 128), (128, 0), (128, 1) })
        {
            var nested = Wire.TxnOp(Wire.Txn([], Ranges(inner), []));
            yield return (OperationCode.Txn, Wire.Txn([], [nested, .. Ranges(outer - 1)], []));
            yield return (OperationCode.Txn, Wire.Txn(Compares(outer), [nested], []));
            yield return (OperationCode.Txn, Wire.Txn([], [], [nested, .. Ranges(outer - 1)]));
        }

        var deep = Wire.Txn([], [], []);
        for (var depth = 0; depth < 130; depth++)
        {
            deep = Wire.Txn([], [Wire.TxnOp(deep)], []);
            if (depth is < 3 or > 125)
            {
                yield return (OperationCode.Txn, deep);
            }
        }
    }

    private static IEnumerable<(OperationCode Code, byte[] Request)> Overlaps()
    {
        var put = Wire.PutOp(Wire.Put("m", "1"));
        byte[][] deletes =
        [
            Wire.DeleteOp(Wire.Delete("m")), Wire.DeleteOp(Wire.Delete("l", "n")), Wire.DeleteOp(Wire.Delete("l", "m")),
            Wire.DeleteOp(Wire.Delete("l", "m\0")), Wire.DeleteOp(Wire.Delete("l", "\0")),
            Wire.DeleteOp(Wire.Delete("\0", "\0")), Wire.DeleteOp(Wire.Delete("n", "l")), put,
        ];
        byte[] Nested(params byte[][] ops) => Wire.TxnOp(Wire.Txn([], ops, []));
        byte[] Either(byte[] success, byte[] failure) => Wire.TxnOp(Wire.Txn([], [success], [failure]));
        foreach (var other in deletes)
        {
            byte[][][] branches =
            [
                [put, other], [other, put], [Nested(put), other], [other, Nested(put)], [Nested(other), put],
                [put, Nested(other)], [Nested(put), Nested(other)], [Nested(other), Nested(put)], [Either(put, other)],
                [Either(put, other), put], [Either(put, put)], [Either(put, put), Nested(other)],
                [Either(other, put), Either(put, other)], [Nested(Nested(put), Nested(other))],
            ];
            foreach (var branch in branches)
            {
                yield return (OperationCode.Txn, Wire.Txn([], branch, []));
                yield return (OperationCode.Txn, Wire.Txn([], [], branch));
                yield return (OperationCode.Range, Wire.Range("m", revision: 0));
            }
        }
    }

    private static IEnumerable<(OperationCode Code, byte[] Request)> Sizes() =>
    [
        (OperationCode.Put, Wire.Put(new string('k', 3_000), new string('v', 5_000), previous: true)),
        (OperationCode.Put, Wire.Put(new string('k', 3_000), "", previous: true)),
        (OperationCode.Range, Wire.Range("k", "l", limit: 1)),
        (OperationCode.Put, Wire.Put("big", new string('v', 1_000_000))),
        (OperationCode.DeleteRange, Wire.Delete("b", "c", previous: true)),
    ];

    private static IEnumerable<(OperationCode Code, byte[] Request)> EmptyThings() =>
    [
        (OperationCode.Put, []),
        (OperationCode.Put, Wire.Put("e", "")),
        (OperationCode.Put, Wire.Put("e", "", ignoreValue: true, ignoreLease: true)),
        (OperationCode.Put, Wire.Put("", "", ignoreValue: true)),
        (OperationCode.Put, Wire.Put("none", "", ignoreLease: true)),
        (OperationCode.Range, []),
        (OperationCode.DeleteRange, []),
        (OperationCode.Compact, []),
        (OperationCode.Txn, []),
        (OperationCode.Txn, Wire.Txn([[]], [], [])),
        (OperationCode.Txn, Wire.Txn([], [[]], [])),
        (OperationCode.Txn, Wire.Txn([], [], [Wire.RangeOp([])])),
        (OperationCode.Txn, Wire.Txn([], [Wire.TxnOp([])], [])),
        (OperationCode.Txn, Wire.Txn(
            [Wire.CompareValue("none", 3, "x")], [], [Wire.TxnOp([]), Wire.RangeOp(Wire.Range("e"))])),
        (OperationCode.Txn, Wire.Txn([Wire.Compare("none", 1, 0, 0)], [Wire.PutOp(Wire.Put("e", "2"))], [])),
        (OperationCode.Txn, Wire.Txn([Wire.Compare("z", 1, 1, 0, "b")], [Wire.PutOp(Wire.Put("e", "2"))], [])),
        (OperationCode.Txn, Wire.Txn([Wire.Compare("\0", 0, 1, 0, "\0")], [Wire.DeleteOp(Wire.Delete("none"))], [])),
    ];
}
