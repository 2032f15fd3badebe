namespace Quorate.Tests;

public sealed class PersistentMapTests
{
    [Theory]
    [InlineData(1, 40, 3, 20)]
    [InlineData(2, 5_000, 12, 60)]
    [InlineData(3, 2_000, 200, 300)]
    [InlineData(4, 300, 3_000, 5_000)]
    [InlineData(5, 50_000, 8, 0)]
    public void AgreesWithASortedDictionaryUnderRandomEdits(
        ulong seed, int keySpace, int keyBytesMax, int valueBytesMax)
    {
        var random = new Prng(seed);
        var model = new Model();
        var map = new PersistentMap();
        for (var step = 0; step < 30_000; step++)
        {
            // Phases of growth and of decline, so that pages split, empty and merge.
            var growing = step / 5_000 % 2 == 0;
            Edit(map, model, random, keySpace, keyBytesMax, valueBytesMax, growing ? 0.8 : 0.2);
            if (step % 997 == 0)
            {
                AssertSame(model, map.Current, random);
            }
        }

        AssertSame(model, map.Current, random);
        foreach (var key in model.Entries.Keys.ToArray())
        {
            Assert.True(map.Remove(key), $"seed {seed}");
            model.Entries.Remove(key);
        }

        AssertSame(model, map.Current, random);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void APublishedRootNeverChanges(ulong seed)
    {
        var random = new Prng(seed);
        var model = new Model();
        var map = new PersistentMap();
        var published = new List<(Model Model, PersistentMapRoot Root)>();
        for (var step = 0; step < 20_000; step++)
        {
            Edit(map, model, random, 3_000, 20, 1_500, 0.6);
            if (step % 1_000 == 0)
            {
                published.Add((model.Copy(), map.Publish()));
            }
        }

        foreach (var (then, root) in published)
        {
            AssertSame(then, root, random);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KeysInOrderAreAllFound(bool descending)
    {
        var map = new PersistentMap();
        var key = new byte[4];
        for (var i = 0; i < 100_000; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(key, descending ? 100_000 - i : i);
            map.Put(key, key);
        }

        Assert.Equal(100_000, map.Count);
        var cursor = map.Current.Seek(default);
        var seen = 0;
        while (cursor.MoveNext())
        {
            var expected = descending ? seen + 1 : seen;
            Assert.Equal(expected, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(cursor.Value));
            seen++;
        }

        Assert.Equal(100_000, seen);
    }

    [Fact]
    public void WalkingAllocatesNothing()
    {
        var map = new PersistentMap();
        for (var i = 0; i < 10_000; i++)
        {
            map.Put(BitConverter.GetBytes(i), BitConverter.GetBytes(i));
        }

        var root = map.Publish();
        Walk(root);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var walked = Walk(root);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(10_000, walked);
        Assert.Equal(0, allocated);
    }

    private static int Walk(PersistentMapRoot root)
    {
        var count = 0;
        var cursor = root.Seek(default);
        while (cursor.MoveNext())
        {
            count += cursor.Key.Length == 4 ? 1 : 0;
        }

        return count;
    }

    private static void Edit(
        PersistentMap map, Model model, Prng random, int keySpace, int keyBytesMax, int valueBytesMax, double growth)
    {
        var key = RandomKey(random, keySpace, keyBytesMax);
        if (random.Chance(0.05))
        {
            var counted = random.Chance(0.5);
            Assert.Equal(model.Entries.ContainsKey(key), map.SetCounted(key, counted));
            if (model.Entries.TryGetValue(key, out var old))
            {
                model.Entries[key] = (old.Value, counted);
            }
        }
        else if (random.Chance(growth))
        {
            var value = new byte[random.Below(valueBytesMax + 1)];
            value.AsSpan().Fill((byte)random.Next());
            var counted = random.Chance(0.7);
            map.Put(key, value, counted);
            model.Entries[key] = (value, counted);
        }
        else
        {
            Assert.Equal(model.Entries.Remove(key), map.Remove(key));
        }
    }

    // Keys with long common prefixes, keys that are prefixes of others, and the empty key.
    private static byte[] RandomKey(Prng random, int keySpace, int keyBytesMax)
    {
        var number = random.Below(keySpace);
        var seeded = new Prng((ulong)number);
        var length = seeded.Below(keyBytesMax + 1);
        var key = new byte[length];
        for (var i = 0; i < length; i++)
        {
            key[i] = seeded.Chance(0.5) ? (byte)'a' : (byte)seeded.Next();
        }

        return key;
    }

    private static void AssertSame(Model model, PersistentMapRoot root, Prng random)
    {
        var cursor = root.Seek(default);
        foreach (var (key, (value, counted)) in model.Entries)
        {
            Assert.True(cursor.MoveNext());
            Assert.True(cursor.Key.SequenceEqual(key));
            Assert.True(cursor.Value.SequenceEqual(value));
            Assert.Equal(counted, cursor.IsCounted);
            Assert.True(root.TryGet(key, out var found) && found.SequenceEqual(value));
        }

        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(model.Entries.Values.LongCount(entry => entry.Counted), root.Count);
        for (var probe = 0; probe < 10; probe++)
        {
            AssertSameRange(model, root, RandomKey(random, 1_000_000, 5), RandomKey(random, 1_000_000, 5));
        }
    }

    private static void AssertSameRange(Model model, PersistentMapRoot root, byte[] from, byte[] to)
    {
        var inRange = model.Entries
            .Where(entry => Model.Compare(entry.Key, from) >= 0 && Model.Compare(entry.Key, to) < 0).ToArray();
        Assert.Equal(inRange.LongCount(entry => entry.Value.Counted), root.CountRange(from, to));
        var cursor = root.Seek(from);
        foreach (var (key, _) in inRange)
        {
            Assert.True(cursor.MoveNext());
            Assert.True(cursor.Key.SequenceEqual(key));
        }
    }

    private sealed class Model
    {
        public SortedDictionary<byte[], (byte[] Value, bool Counted)> Entries { get; init; } =
            new(Comparer<byte[]>.Create(Compare));

        public static int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);

        public Model Copy()
        {
            var copy = new Model();
            foreach (var (key, value) in Entries)
            {
                copy.Entries.Add(key, value);
            }

            return copy;
        }
    }
}
