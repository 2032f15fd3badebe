namespace Quorate.Broadcast;

/// <summary>
/// How far the total order has been delivered: a function of the delivered sequence alone, so equal on all replicas at
/// the same op.
/// </summary>
internal sealed class OrderPosition
{
    internal OrderPosition(int members)
    {
        Numbers = new OpNumber[members];
        Checksums = new Checksum[members];
    }

    /// <summary>The op of the last delivered entry.</summary>
    internal OpNumber Op { get; set; }

    /// <summary>Its agreed time.</summary>
    internal AgreedTime Time { get; set; }

    /// <summary>Its stamp; stamps of delivered entries only grow (lamport.md L9).</summary>
    internal EntryStamp Stamp { get; set; }

    /// <summary>By sender: the number of the last delivered entry.</summary>
    internal OpNumber[] Numbers { get; }

    /// <summary>By sender: its identity, which the next one names as its parent.</summary>
    internal Checksum[] Checksums { get; }

    internal OrderPosition Copy()
    {
        var copy = new OrderPosition(Numbers.Length) { Op = Op, Time = Time, Stamp = Stamp };
        Numbers.CopyTo(copy.Numbers, 0);
        Checksums.CopyTo(copy.Checksums, 0);
        return copy;
    }

    internal void Walk(CanonicalCodec codec)
    {
        Op = codec.Op(Op);
        Time = new AgreedTime(codec.I64(Time.UnixNanoseconds));
        Stamp = new EntryStamp(new LamportTimestamp(codec.U64(Stamp.Time.Value)), codec.Replica(Stamp.Sender));
        for (var i = 0; i < Numbers.Length; i++)
        {
            Numbers[i] = codec.Op(Numbers[i]);
            Checksums[i] = new Checksum(codec.U128(Checksums[i].Value));
        }
    }
}
