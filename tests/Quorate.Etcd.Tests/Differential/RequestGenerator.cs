using Google.Protobuf;
using Google.Protobuf.Collections;
using Quorate.Etcd.Protocol;

namespace Quorate.Etcd.Tests.Differential;

/// <summary>
/// Makes requests of every kind with every option, valid and not, over few keys, so that they meet. The same seed makes
/// the same stream.
/// </summary>
internal sealed class RequestGenerator(Prng prng)
{
    private const int DepthMax = 3;

    private static readonly string[] Keys = ["a", "b", "c", "d", "e", "f", "a/1", "a/2", "b/1", "\0", "\u00FF", "zz"];
    private static readonly string[] Values = ["", "1", "2", "3", "value", new('x', 300)];

    // A transaction that deletes a key and then puts it with ignore_value or ignore_lease makes etcd itself panic (its
    // check looks at the state before the transaction), so that one transaction has either.
    private bool _deletes = true;
    private bool _ignores = true;

    /// <summary>The newest revision, which the driver keeps up to date.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>The next request.</summary>
    public IMessage Next() => prng.Below(100) switch
    {
        < 30 => Put(),
        < 58 => Range(),
        < 68 => Delete(),
        < 97 => TopTxn(),
        _ => new CompactionRequest { Revision = AnyRevision(), Physical = prng.Chance(0.3) },
    };

    /// <summary>Breaks the encoding of a request, or leaves it well-formed with fields that nobody knows.</summary>
    public byte[] Break(byte[] request) => prng.Below(4) switch
    {
        0 => request[..prng.Below(request.Length + 1)],
        1 => [.. request, 0x0A, 0x7F],
        2 => [.. request, 0xF8, 0x07, 0x2A], // Field 127, a number: to be ignored.
        _ => [.. request, 0x07], // Field 0 of wire type 7: neither exists.
    };

    private PutRequest Put()
    {
        var put = new PutRequest { Key = Key(), Value = Value(), PrevKv = prng.Chance(0.3) };
        put.Lease = prng.Chance(0.04) ? prng.Between(1, 3) : 0;
        if (!_ignores)
        {
            return put;
        }

        if (prng.Chance(0.1))
        {
            put.IgnoreValue = true;
            put.Value = prng.Chance(0.8) ? ByteString.Empty : put.Value;
        }

        put.IgnoreLease = prng.Chance(0.1);
        return put;
    }

    private RangeRequest Range()
    {
        var range = new RangeRequest
        {
            Key = Key(),
            RangeEnd = RangeEnd(0.3),
            Limit = prng.Chance(0.3) ? prng.Between(-1, 4) : 0,
            Revision = prng.Chance(0.4) ? AnyRevision() : 0,
            Serializable = prng.Chance(0.3),
            KeysOnly = prng.Chance(0.15),
            CountOnly = prng.Chance(0.15),
        };
        if (prng.Chance(0.4))
        {
            range.SortOrder = (RangeRequest.Types.SortOrder)prng.Below(3);
            range.SortTarget = (RangeRequest.Types.SortTarget)prng.Below(5);
        }

        range.MinModRevision = Filter();
        range.MaxModRevision = Filter();
        range.MinCreateRevision = Filter();
        range.MaxCreateRevision = Filter();
        return range;
    }

    private DeleteRangeRequest Delete() =>
        new() { Key = Key(), RangeEnd = RangeEnd(0.6), PrevKv = prng.Chance(0.4) };

    private TxnRequest TopTxn()
    {
        _deletes = prng.Chance(0.6);
        _ignores = !_deletes;
        var txn = Txn(1);
        (_deletes, _ignores) = (true, true);
        return txn;
    }

    private TxnRequest Txn(int depth)
    {
        var txn = new TxnRequest();
        for (var count = prng.Below(3); count > 0; count--)
        {
            txn.Compare.Add(Compare());
        }

        Fill(txn.Success, depth);
        Fill(txn.Failure, depth);
        return txn;
    }

    private void Fill(RepeatedField<RequestOp> branch, int depth)
    {
        var count = prng.Chance(0.01) ? 129 : prng.Below(4);
        var onlyReads = prng.Chance(0.2);
        for (; count > 0; count--)
        {
            branch.Add(onlyReads ? new RequestOp { RequestRange = Range() } : Op(depth));
        }
    }

    private RequestOp Op(int depth) => prng.Below(100) switch
    {
        < 40 => new RequestOp { RequestPut = Put() },
        < 70 => new RequestOp { RequestRange = Range() },
        < 84 when _deletes => new RequestOp { RequestDeleteRange = Delete() },
        < 98 when depth < DepthMax => new RequestOp { RequestTxn = Txn(depth + 1) },
        < 99 => new RequestOp { RequestPut = Put() },
        _ => new RequestOp(),
    };

    private Compare Compare()
    {
        var compare = new Compare
        {
            Result = (Compare.Types.CompareResult)prng.Below(4),
            Target = (Compare.Types.CompareTarget)prng.Below(5),
            Key = Key(),
            RangeEnd = RangeEnd(0.8),
        };

        // Now and then the value is missing or belongs to another target.
        switch (prng.Chance(0.05) ? prng.Below(6) : (int)compare.Target)
        {
            case 0: compare.Version = prng.Between(0, 4); break;
            case 1: compare.CreateRevision = NearRevision(); break;
            case 2: compare.ModRevision = NearRevision(); break;
            case 3: compare.Value = Value(); break;
            case 4: compare.Lease = prng.Between(0, 1); break;
            default: break;
        }

        return compare;
    }

    private ByteString Key() => prng.Chance(0.02)
        ? ByteString.Empty
        : ByteString.CopyFrom(Keys[prng.Below(Keys.Length)], System.Text.Encoding.Latin1);

    private ByteString Value() =>
        ByteString.CopyFrom(Values[prng.Below(Values.Length)], System.Text.Encoding.Latin1);

    private ByteString RangeEnd(double none) => prng.Chance(none) ? ByteString.Empty
        : prng.Chance(0.3) ? ByteString.CopyFrom(0)
        : Key();

    private long NearRevision() => prng.Chance(0.3) ? 0 : Math.Max(0, Revision - prng.Below(20));

    private long AnyRevision() => prng.Below(10) switch
    {
        0 => Revision + prng.Between(1, 5),
        1 => prng.Between(-1, 1),
        _ => Math.Max(0, Revision - prng.Below(15)),
    };

    private long Filter() => prng.Chance(0.06) ? NearRevision() : 0;
}
