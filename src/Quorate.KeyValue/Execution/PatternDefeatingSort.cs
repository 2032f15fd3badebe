using System.Numerics;

namespace Quorate.KeyValue;

/// <summary>
/// Pattern-defeating quicksort (Peters 2021) with the very choices of Go 1.19's sort.Sort, which Debian's etcd is built
/// with. The sort is not stable, so that elements that compare equal come out in an order that clients of etcd can see:
/// with the same algorithm it is the same order. Later Go versions differ only in the shifts of
/// <see cref="BreakPatterns"/>.
/// </summary>
/// <param name="items">What is sorted.</param>
/// <param name="less">Whether the first is to come before the second.</param>
internal sealed class PatternDefeatingSort<T>(T[] items, Func<T, T, bool> less)
{
    private const int InsertionMax = 12;
    private const int NintherMin = 50;
    private const int ShiftingMin = 50;
    private const int PartialStepsMax = 5;
    private const int SwapsMax = 12;

    private enum Hint
    {
        Unknown,
        Increasing,
        Decreasing,
    }

    public void Run() => Sort(0, items.Length, BitOperations.Log2((uint)items.Length) + 1);

    private bool Less(int left, int right) => less(items[left], items[right]);

    private void Swap(int left, int right) => (items[left], items[right]) = (items[right], items[left]);

    private void Sort(int start, int end, int badChoicesLeft)
    {
        var wasBalanced = true;
        var wasPartitioned = true;
        while (end - start > InsertionMax)
        {
            if (badChoicesLeft == 0)
            {
                HeapSort(start, end);
                return;
            }

            if (!wasBalanced)
            {
                BreakPatterns(start, end);
                badChoicesLeft--;
            }

            var (pivot, hint) = ChoosePivot(start, end);
            if (hint == Hint.Decreasing)
            {
                Array.Reverse(items, start, end - start);
                pivot = end - 1 - (pivot - start);
                wasBalanced = true;
                wasPartitioned = true;
                hint = Hint.Increasing;
            }

            if (wasBalanced && wasPartitioned && hint == Hint.Increasing && TryFinishNearlySorted(start, end))
            {
                return;
            }

            if (start > 0 && !Less(start - 1, pivot))
            {
                start = PartitionEqual(start, end, pivot);
                continue;
            }

            var middle = Partition(start, end, pivot, out wasPartitioned);
            var balancedMin = (end - start) / 8;
            if (middle - start < end - middle)
            {
                wasBalanced = middle - start >= balancedMin;
                Sort(start, middle, badChoicesLeft);
                start = middle + 1;
            }
            else
            {
                wasBalanced = end - middle >= balancedMin;
                Sort(middle + 1, end, badChoicesLeft);
                end = middle;
            }
        }

        InsertionSort(start, end);
    }

    private void InsertionSort(int start, int end)
    {
        for (var next = start + 1; next < end; next++)
        {
            for (var at = next; at > start && Less(at, at - 1); at--)
            {
                Swap(at, at - 1);
            }
        }
    }

    private void HeapSort(int start, int end)
    {
        var count = end - start;
        for (var root = (count - 1) / 2; root >= 0; root--)
        {
            SiftDown(root, count, start);
        }

        for (var last = count - 1; last >= 0; last--)
        {
            Swap(start, start + last);
            SiftDown(0, last, start);
        }
    }

    private void SiftDown(int root, int count, int start)
    {
        for (var child = (2 * root) + 1; child < count; child = (2 * root) + 1)
        {
            if (child + 1 < count && Less(start + child, start + child + 1))
            {
                child++;
            }

            if (!Less(start + root, start + child))
            {
                return;
            }

            Swap(start + root, start + child);
            root = child;
        }
    }

    private int Partition(int start, int end, int pivot, out bool alreadyPartitioned)
    {
        Swap(start, pivot);
        var low = start + 1;
        var high = end - 1;
        alreadyPartitioned = true;
        while (true)
        {
            while (low <= high && Less(low, start))
            {
                low++;
            }

            while (low <= high && !Less(high, start))
            {
                high--;
            }

            if (low > high)
            {
                Swap(high, start);
                return high;
            }

            alreadyPartitioned = false;
            Swap(low++, high--);
        }
    }

    private int PartitionEqual(int start, int end, int pivot)
    {
        Swap(start, pivot);
        var low = start + 1;
        var high = end - 1;
        while (true)
        {
            while (low <= high && !Less(start, low))
            {
                low++;
            }

            while (low <= high && Less(start, high))
            {
                high--;
            }

            if (low > high)
            {
                return low;
            }

            Swap(low++, high--);
        }
    }

    private bool TryFinishNearlySorted(int start, int end)
    {
        var at = start + 1;
        for (var step = 0; step < PartialStepsMax; step++)
        {
            while (at < end && !Less(at, at - 1))
            {
                at++;
            }

            if (at == end)
            {
                return true;
            }

            if (end - start < ShiftingMin)
            {
                return false;
            }

            Swap(at, at - 1);
            Shift(start, at, end);
        }

        return false;
    }

    private void Shift(int start, int at, int end)
    {
        if (at - start >= 2)
        {
            for (var left = at - 1; left >= 1 && Less(left, left - 1); left--)
            {
                Swap(left, left - 1);
            }
        }

        if (end - at >= 2)
        {
            for (var right = at + 1; right < end && Less(right, right - 1); right++)
            {
                Swap(right, right - 1);
            }
        }
    }

    private void BreakPatterns(int start, int end)
    {
        var length = end - start;
        var random = (ulong)length;
        var mask = (1UL << (BitOperations.Log2((uint)length) + 1)) - 1;
        var at = start + (length / 4 * 2) - 1;
        for (var index = 0; index < 3; index++)
        {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            var other = (int)(random & mask);
            Swap(at + index, start + (other >= length ? other - length : other));
        }
    }

    private (int Pivot, Hint Hint) ChoosePivot(int start, int end)
    {
        var length = end - start;
        var swaps = 0;
        var first = start + (length / 4);
        var second = start + (length / 4 * 2);
        var third = start + (length / 4 * 3);
        if (length >= NintherMin)
        {
            first = Median(first - 1, first, first + 1, ref swaps);
            second = Median(second - 1, second, second + 1, ref swaps);
            third = Median(third - 1, third, third + 1, ref swaps);
        }

        second = Median(first, second, third, ref swaps);
        return (second, swaps switch { 0 => Hint.Increasing, SwapsMax => Hint.Decreasing, _ => Hint.Unknown });
    }

    private int Median(int first, int second, int third, ref int swaps)
    {
        Order(ref first, ref second, ref swaps);
        Order(ref second, ref third, ref swaps);
        Order(ref first, ref second, ref swaps);
        return second;
    }

    private void Order(ref int first, ref int second, ref int swaps)
    {
        if (Less(second, first))
        {
            swaps++;
            (first, second) = (second, first);
        }
    }
}
