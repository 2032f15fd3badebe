namespace Quorate.Tracing;

/// <summary>
/// An immutable vector timestamp (Fidge, Mattern 1988): for each process, how many of its events are in the causal past
/// of the stamped one, itself included. Processes beyond its length count as 0, since a run may gain processes.
/// </summary>
public sealed class VectorTime : IEquatable<VectorTime>
{
    private readonly int[] _counts;

    /// <summary>Takes over the counts of a new stamp.</summary>
    internal VectorTime(int[] counts) => _counts = counts;

    /// <summary>No event at all.</summary>
    public static VectorTime Zero { get; } = new([]);

    /// <summary>How many processes it names; all later ones count as 0.</summary>
    public int Length => _counts.Length;

    /// <summary>How many events of a process it covers.</summary>
    /// <param name="process">The process, from 0 on.</param>
    public int this[int process] => process < _counts.Length ? _counts[process] : 0;

    /// <summary>Makes a stamp from counts, one for each process.</summary>
    public static VectorTime Of(ReadOnlySpan<int> counts)
    {
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        }

        return new VectorTime(counts.ToArray());
    }

    /// <summary>Compares component by component: the happened-before relation of the events stamped so.</summary>
    public static CausalOrder Compare(VectorTime first, VectorTime second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        bool isLess = false, isMore = false;
        for (var process = 0; process < Math.Max(first.Length, second.Length); process++)
        {
            isLess |= first[process] < second[process];
            isMore |= first[process] > second[process];
        }

        return (isLess, isMore) switch
        {
            (false, false) => CausalOrder.Same,
            (true, false) => CausalOrder.Before,
            (false, true) => CausalOrder.After,
            _ => CausalOrder.Concurrent,
        };
    }

    /// <inheritdoc/>
    public bool Equals(VectorTime? other) => other is not null && Compare(this, other) == CausalOrder.Same;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VectorTime);

    /// <summary>Equal stamps have equal sums, whatever their lengths.</summary>
    public override int GetHashCode()
    {
        var sum = 0;
        foreach (var count in _counts)
        {
            sum = unchecked(sum + count);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(' ', _counts)}]";
}
