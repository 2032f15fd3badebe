using BenchmarkDotNet.Attributes;
using Quorate.Broadcast;
using Quorate.Clocks;

namespace Quorate.Benchmarks;

/// <summary>
/// What an operation of each clock costs; <c>bench/clocks.sh</c> writes the table of the results. Each invocation is a
/// loop over inputs that differ: a single call of a nanosecond would vanish in the harness's own, and a constant input
/// in the compiler.
/// </summary>
public class ClockBenchmarks
{
    private const int Operations = 1024;
    private const int Members = 7;
    private static readonly TimeSpan s_skewMax = TimeSpan.FromHours(1);

    private readonly LamportClock _lamport = new(ulong.MaxValue);
    private readonly HybridLogicalClock _hybrid = new(s_skewMax);
    private readonly ConcurrentLamportClock _sharedLamport = new();
    private readonly ConcurrentHybridClock _sharedHybrid = new(s_skewMax);
    private readonly VectorClock _vector = new(new ReplicaId(0), Members);
    private readonly byte[] _bytes = new byte[VectorTimestamp.EncodedBytes(Members)];
    private readonly ulong[] _storage = new ulong[Members];
    private readonly DateTimeOffset[] _walls = new DateTimeOffset[Operations];
    private readonly LamportTimestamp[] _lamports = new LamportTimestamp[Operations];
    private readonly HybridTimestamp[] _hybrids = new HybridTimestamp[Operations];
    private readonly ulong[][] _vectors = new ulong[Operations][];

    /// <summary>Wall clocks that go on and back by some milliseconds, and times around those of the clocks.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var random = new Prng(1);
        var now = DateTimeOffset.UtcNow;
        for (var index = 0; index < Operations; index++)
        {
            _walls[index] = now.AddMilliseconds(random.Below(8));
            _lamports[index] = new LamportTimestamp((ulong)random.Below(1 << 30));
            var heard = now.ToUnixTimeMilliseconds() + random.Below(8);
            _hybrids[index] = new HybridTimestamp(heard, (ushort)random.Below(9));
            _vectors[index] = [0, .. Enumerable.Range(1, Members - 1).Select(_ => (ulong)random.Below(1 << 20))];
        }
    }

    /// <summary>L1.</summary>
    [Benchmark(Description = "Lamport: tick", OperationsPerInvoke = Operations)]
    public ulong LamportTick()
    {
        ulong sum = 0;
        for (var index = 0; index < Operations; index++)
        {
            sum += _lamport.Tick().Value;
        }

        return sum;
    }

    /// <summary>L2.</summary>
    [Benchmark(Description = "Lamport: merge", OperationsPerInvoke = Operations)]
    public int LamportMerge()
    {
        var merged = 0;
        foreach (var received in _lamports)
        {
            merged += _lamport.Merge(received) == MergeOutcome.Merged ? 1 : 0;
        }

        return merged;
    }

    /// <summary>H1, with the wall clock handed in.</summary>
    [Benchmark(Description = "Hybrid: tick", OperationsPerInvoke = Operations)]
    public ulong HybridTick()
    {
        ulong sum = 0;
        foreach (var wall in _walls)
        {
            sum += _hybrid.Tick(wall).Packed;
        }

        return sum;
    }

    /// <summary>H1, with the wall clock read.</summary>
    [Benchmark(Description = "Hybrid: tick, wall clock read", OperationsPerInvoke = Operations)]
    public ulong HybridTickNow()
    {
        ulong sum = 0;
        for (var index = 0; index < Operations; index++)
        {
            sum += _hybrid.Tick(DateTimeOffset.UtcNow).Packed;
        }

        return sum;
    }

    /// <summary>H2, with the wall clock handed in.</summary>
    [Benchmark(Description = "Hybrid: merge", OperationsPerInvoke = Operations)]
    public int HybridMerge()
    {
        var merged = 0;
        for (var index = 0; index < Operations; index++)
        {
            merged += _hybrid.Merge(_hybrids[index], _walls[index]) == MergeOutcome.Merged ? 1 : 0;
        }

        return merged;
    }

    /// <summary>C2; a hybrid time is encoded alike.</summary>
    [Benchmark(Description = "Lamport: encode and decode", OperationsPerInvoke = Operations)]
    public ulong LamportCodec()
    {
        ulong sum = 0;
        foreach (var time in _lamports)
        {
            time.TryWrite(_bytes);
            LamportTimestamp.TryRead(_bytes.AsSpan(0, LamportTimestamp.EncodedBytes), out var read);
            sum += read.Value;
        }

        return sum;
    }

    /// <summary>V1.</summary>
    [Benchmark(Description = "Vector of 7: tick", OperationsPerInvoke = Operations)]
    public ulong VectorTick()
    {
        ulong sum = 0;
        for (var index = 0; index < Operations; index++)
        {
            sum += _vector.Tick().Counts[0];
        }

        return sum;
    }

    /// <summary>V1.</summary>
    [Benchmark(Description = "Vector of 7: merge", OperationsPerInvoke = Operations)]
    public int VectorMerge()
    {
        var merged = 0;
        foreach (var received in _vectors)
        {
            merged += _vector.Merge(new VectorTimestamp(received)) == MergeOutcome.Merged ? 1 : 0;
        }

        return merged;
    }

    /// <summary>V2.</summary>
    [Benchmark(Description = "Vector of 7: compare", OperationsPerInvoke = Operations)]
    public int VectorCompare()
    {
        var sum = 0;
        for (var index = 0; index < Operations; index++)
        {
            var (left, right) = (_vectors[index], _vectors[Operations - 1 - index]);
            sum += (int)VectorTimestamp.Compare(new VectorTimestamp(left), new VectorTimestamp(right));
        }

        return sum;
    }

    /// <summary>C2.</summary>
    [Benchmark(Description = "Vector of 7: encode and decode", OperationsPerInvoke = Operations)]
    public ulong VectorCodec()
    {
        ulong sum = 0;
        foreach (var counts in _vectors)
        {
            new VectorTimestamp(counts).TryWrite(_bytes, out _);
            VectorTimestamp.TryRead(_bytes, _storage, out var read);
            sum += read.Counts[1];
        }

        return sum;
    }

    /// <summary>T1, one thread.</summary>
    [Benchmark(Description = "Lamport, thread-safe: tick", OperationsPerInvoke = Operations)]
    public ulong SharedLamportTick()
    {
        ulong sum = 0;
        for (var index = 0; index < Operations; index++)
        {
            sum += _sharedLamport.Tick().Value;
        }

        return sum;
    }

    /// <summary>T1, one thread, wall clock handed in.</summary>
    [Benchmark(Description = "Hybrid, thread-safe: tick", OperationsPerInvoke = Operations)]
    public ulong SharedHybridTick()
    {
        ulong sum = 0;
        foreach (var wall in _walls)
        {
            sum += _sharedHybrid.Tick(wall).Packed;
        }

        return sum;
    }

    /// <summary>T1, one thread, wall clock handed in.</summary>
    [Benchmark(Description = "Hybrid, thread-safe: merge", OperationsPerInvoke = Operations)]
    public int SharedHybridMerge()
    {
        var merged = 0;
        for (var index = 0; index < Operations; index++)
        {
            merged += _sharedHybrid.Merge(_hybrids[index], _walls[index], out _) == MergeOutcome.Merged ? 1 : 0;
        }

        return merged;
    }

    /// <summary>S1: the text is what allocates.</summary>
    [Benchmark(Description = "Header: write and read", OperationsPerInvoke = Operations)]
    public int HeaderCodec()
    {
        var read = 0;
        foreach (var time in _hybrids)
        {
            read += CausalTimeHeader.Read(CausalTimeHeader.Format(time), out _) == HeaderReading.Time ? 1 : 0;
        }

        return read;
    }
}
