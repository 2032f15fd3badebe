using System.Numerics;

namespace Quorate.Cli.Bench;

/// <summary>
/// Counts latencies in buckets of at most 1/64 of their value; one writer, readers after it has stopped.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBuckets = 64;
    private const int SubBits = 6;

    private readonly long[] buckets = new long[(64 - SubBits) * SubBuckets];

    /// <summary>How many latencies were counted.</summary>
    public long Count { get; private set; }

    /// <summary>The largest latency counted, in nanoseconds.</summary>
    public long Max { get; private set; }

    /// <summary>Counts one latency.</summary>
    /// <param name="nanoseconds">The latency; zero or more.</param>
    public void Add(long nanoseconds)
    {
        buckets[BucketOf(nanoseconds)]++;
        Count++;
        Max = Math.Max(Max, nanoseconds);
    }

    /// <summary>Adds another histogram's counts.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var index = 0; index < buckets.Length; index++)
        {
            buckets[index] += other.buckets[index];
        }

        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>
    /// The latency that this share of all did not exceed, in milliseconds; zero when nothing was counted.
    /// </summary>
    /// <param name="share">Between 0 and 1.</param>
    public double Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var index = 0; index < buckets.Length; index++)
        {
            seen += buckets[index];
            if (seen >= rank && Count > 0)
            {
                return Math.Min(UpperBoundOf(index), Max) / 1e6;
            }
        }

        return 0;
    }

    private static int BucketOf(long value)
    {
        if (value < SubBuckets)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return ((shift + 1) * SubBuckets) + (int)((value >> shift) - SubBuckets);
    }

    private static long UpperBoundOf(int index)
    {
        if (index < SubBuckets)
        {
            return index;
        }

        var shift = (index / SubBuckets) - 1;
        return ((long)(SubBuckets + (index % SubBuckets) + 1) << shift) - 1;
    }
}
