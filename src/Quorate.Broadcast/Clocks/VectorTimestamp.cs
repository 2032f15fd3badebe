using System.Globalization;

namespace Quorate.Broadcast;

/// <summary>
/// The value of a vector clock at an event: for each process, how many of its events the event knows of. A view of
/// somebody's memory, valid as long as that is not written. Encoded as one byte of count and eight bytes,
/// little-endian, for each process; the length follows from the count, so that every value has one encoding.
/// </summary>
public readonly ref struct VectorTimestamp
{
    /// <summary>The most processes a vector can have: every <see cref="ReplicaId"/> but "none".</summary>
    public const int MembersMax = byte.MaxValue;

    /// <summary>Views counts as a timestamp.</summary>
    /// <param name="counts">One for each process, 1 to <see cref="MembersMax"/>.</param>
    public VectorTimestamp(ReadOnlySpan<ulong> counts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(counts.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counts.Length, MembersMax);
        Counts = counts;
    }

    /// <summary>The counts, by place.</summary>
    public ReadOnlySpan<ulong> Counts { get; }

    /// <summary>How many events of <paramref name="process"/> the event knows of.</summary>
    public ulong this[ReplicaId process] => Counts[process.Value];

    /// <summary>Bytes of an encoded timestamp of so many processes.</summary>
    public static int EncodedBytes(int members) => 1 + (members * sizeof(ulong));

    /// <summary>
    /// How the event at <paramref name="left"/> stands to the one at <paramref name="right"/> (clocks.md V2). Both must
    /// be of the same processes.
    /// </summary>
    public static CausalOrder Compare(VectorTimestamp left, VectorTimestamp right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Counts.Length, right.Counts.Length);
        var (someLess, someMore) = (false, false);
        for (var process = 0; process < left.Counts.Length; process++)
        {
            someLess |= left.Counts[process] < right.Counts[process];
            someMore |= left.Counts[process] > right.Counts[process];
        }

        return (someLess, someMore) switch
        {
            (false, false) => CausalOrder.Same,
            (true, false) => CausalOrder.Before,
            (false, true) => CausalOrder.After,
            (true, true) => CausalOrder.Concurrent,
        };
    }

    /// <summary>Writes the one encoding of this timestamp.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="written">The bytes written; zero without room for all.</param>
    public bool TryWrite(Span<byte> destination, out int written)
    {
        written = 0;
        if (Counts.IsEmpty || destination.Length < EncodedBytes(Counts.Length))
        {
            return false;
        }

        var writer = new SpanWriter(destination);
        writer.U8((byte)Counts.Length);
        foreach (var count in Counts)
        {
            writer.U64(count);
        }

        written = writer.Position;
        return true;
    }

    /// <summary>Reads a timestamp from untrusted bytes, without allocating.</summary>
    /// <param name="source">Exactly one timestamp.</param>
    /// <param name="storage">Where its counts are put; a timestamp of more processes is refused.</param>
    /// <param name="timestamp">A view of <paramref name="storage"/>.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, Span<ulong> storage, out VectorTimestamp timestamp)
    {
        timestamp = default;
        var reader = new SpanReader(source);
        int members = reader.U8();
        if (members == 0 || members > storage.Length || source.Length != EncodedBytes(members))
        {
            return false;
        }

        for (var process = 0; process < members; process++)
        {
            storage[process] = reader.U64();
        }

        Contract.Assert(reader.IsComplete, "a timestamp of the right length is read to its end");
        timestamp = new VectorTimestamp(storage[..members]);
        return true;
    }

    /// <summary>The counts in brackets, such as <c>[3 0 12]</c>.</summary>
    public override string ToString()
    {
        var counts = new string[Counts.Length];
        for (var process = 0; process < counts.Length; process++)
        {
            counts[process] = Counts[process].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(' ', counts)}]";
    }
}
