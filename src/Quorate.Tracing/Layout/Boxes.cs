namespace Quorate.Tracing;

/// <summary>Rectangles that are taken, found quickly by where they are along time.</summary>
internal sealed class Boxes
{
    private const double BucketWidth = 128;
    private readonly Dictionary<int, List<Box>> _buckets = [];

    /// <summary>Takes a rectangle.</summary>
    public void Add(in Box box)
    {
        for (var bucket = BucketOf(box.Left); bucket <= BucketOf(box.Right); bucket++)
        {
            if (!_buckets.TryGetValue(bucket, out var boxes))
            {
                _buckets[bucket] = boxes = [];
            }

            boxes.Add(box);
        }
    }

    /// <summary>Whether a rectangle meets one that is taken.</summary>
    public bool Meets(in Box box)
    {
        for (var bucket = BucketOf(box.Left); bucket <= BucketOf(box.Right); bucket++)
        {
            if (!_buckets.TryGetValue(bucket, out var boxes))
            {
                continue;
            }

            foreach (var other in boxes)
            {
                if (other.Meets(box))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int BucketOf(double x) => (int)Math.Floor(x / BucketWidth);
}
