namespace Quorate.KeyValue.Tests;

/// <summary>
/// A seeded stream of requests that reaches every field and error: few keys that nest as prefixes, revisions around the
/// current and the compacted one, and now and then something that must be refused.
/// </summary>
internal sealed class RequestGenerator(ulong seed)
{
    private static readonly string[] Keys =
        ["a", "b", "c", "ab", "abc", "a\0", "a\0\0", "a\0b", "\0", "\0\0", "\xFF", "\xFF\xFF", "z", "ba", "b\x01"];

    private static readonly string[] Values = ["", "x", "y", "xx", "value", "\0", "\xFF", new string('v', 300)];

    private readonly Prng _random = new(seed);

    // etcd crashes ("unexpected error during txn") when a transaction deletes a key and then puts it with ignore_value
    // or ignore_lease, which a range_end of one zero byte gets past its checks: a transaction has one or the other.
    private bool _ignoring = true;

    /// <summary>The store's revision, as the last reply told it.</summary>
    public long Revision { get; set; } = 1;

    public (OperationCode Code, byte[] Request) Next() => _random.Below(100) switch
    {
        < 30 => (OperationCode.Put, Put()),
        < 40 => (OperationCode.DeleteRange, Delete()),
        < 68 => (OperationCode.Range, Range()),
        < 97 => (OperationCode.Txn, TopTxn()),
        _ => (OperationCode.Compact, Wire.Compact(SomeRevision())),
    };

    private byte[] Put()
    {
        var ignoreValue = _ignoring && _random.Chance(0.1);
        var ignoreLease = _ignoring && _random.Chance(0.1);
        return Wire.Put(
            Key(),
            ignoreValue && _random.Chance(0.9) ? "" : Pick(Values),
            _random.Chance(0.03) ? _random.Below(3) : 0,
            _random.Chance(0.3),
            ignoreValue,
            ignoreLease);
    }

    private byte[] Delete() => Wire.Delete(Key(), RangeEnd(0.3), _random.Chance(0.4));

    private byte[] Range()
    {
        var filtered = _random.Chance(0.3);
        return
        [
            .. Wire.Range(
                Key(),
                RangeEnd(0.8),
                _random.Chance(0.4) ? _random.Below(6) - 1 : 0,
                _random.Chance(0.4) ? SomeRevision() : 0,
                SortOption(3),
                SortOption(5),
                _random.Chance(0.2),
                _random.Chance(0.1),
                filtered ? Filter() : 0,
                filtered ? Filter() : 0,
                filtered ? Filter() : 0,
                filtered ? Filter() : 0),
            .. Wire.Number(7, _random.Chance(0.9) ? 1 : 0),
        ];
    }

    private byte[] TopTxn()
    {
        _ignoring = _random.Chance(0.3);
        var txn = Txn(depth: 3);
        _ignoring = true;
        return txn;
    }

    private byte[] Txn(int depth) => Wire.Txn(
        Some(3, () => Compare()),
        Some(4, () => Op(depth)),
        Some(3, () => Op(depth)));

    private byte[] Op(int depth) => _random.Below(100) switch
    {
        < 35 => Wire.PutOp(Put()),
        < 50 when !_ignoring => Wire.DeleteOp(Delete()),
        < 80 => Wire.RangeOp(Range()),
        < 98 when depth > 0 => Wire.TxnOp(Txn(depth - 1)),
        < 99 => Wire.RangeOp(Range()),
        _ => [],
    };

    private byte[] Compare()
    {
        var result = _random.Chance(0.01) ? 7 : _random.Below(4);
        var end = RangeEnd(0.2);
        return _random.Below(6) switch
        {
            0 => Wire.CompareValue(Key(), result, Pick(Values), end),
            1 => Wire.Compare(Key(), 4, result, _random.Below(2), end),
            2 => Wire.Compare(Key(), 0, result, _random.Below(4), end),
            3 => Wire.Message(Wire.Number(1, result), Wire.Number(2, _random.Below(6)), Wire.Text(3, Key())),
            _ => Wire.Compare(Key(), 1 + _random.Below(2), result, _random.Chance(0.3) ? 0 : SomeRevision(), end),
        };
    }

    private byte[][] Some(int most, Func<byte[]> make) =>
        Enumerable.Range(0, _random.Below(most + 1)).Select(_ => make()).ToArray();

    private string Key() => _random.Chance(0.005) ? "" : Pick(Keys);

    private string RangeEnd(double chance) =>
        !_random.Chance(chance) ? "" : _random.Chance(0.4) ? "\0" : Pick(Keys);

    // Always valid: etcd 3.4 crashes on a sort target that the enum does not have.
    private int SortOption(int count) => _random.Chance(0.6) ? 0 : _random.Below(count);

    private long Filter() => _random.Chance(0.5) ? 0 : SomeRevision();

    private long SomeRevision() => _random.Below(20) switch
    {
        0 => Revision + _random.Below(3),
        1 => _random.Below(4) - 2,
        _ => Math.Max(0, Revision - _random.Below(40)),
    };

    private string Pick(string[] from) => from[_random.Below(from.Length)];
}
