using System.Buffers.Binary;

namespace Quorate.Tests;

public sealed class PersistentMapBuilderTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 10, 5)]
    [InlineData(60, 30, 100)]
    [InlineData(3_000, 300, 30)]
    [InlineData(3_000, 8, 3_000)]
    [InlineData(40_000, 12, 300)]
    [InlineData(200, 3_000, 5_000)]
    public void AMapBuiltBottomUpHoldsWhatOneFilledByPutsHolds(int count, int keyBytesMax, int valueBytesMax)
    {
        var random = new Prng((ulong)count);
        var (built, filled) = (new PersistentMap(), new PersistentMap());
        built.Put("what was there before"u8, "goes"u8);
        var builder = new PersistentMapBuilder(built);
        for (var number = 0; number < count; number++)
        {
            var key = KeyOf(random, number, keyBytesMax);
            var value = new byte[random.Below(valueBytesMax + 1)];
            value.AsSpan().Fill((byte)number);
            var counted = random.Chance(0.7);
            builder.Add(key, value, counted);
            filled.Put(key, value, counted);
        }

        builder.Complete();
        AssertSame(filled, built);

        // What follows edits the same pages: they must be as good as those that grew.
        for (var step = 0; step < 5_000; step++)
        {
            Edit(random, count + 1, keyBytesMax, valueBytesMax, filled, built);
        }

        AssertSame(filled, built);
    }

    [Fact]
    public void APublishedRootOutlivesTheMapBuiltInItsPlace()
    {
        var map = new PersistentMap();
        map.Put("old"u8, "1"u8);
        var root = map.Publish();
        var builder = new PersistentMapBuilder(map);
        builder.Add("new"u8, "2"u8);
        builder.Complete();
        map.Put("old"u8, "3"u8);
        Assert.True(root.TryGet("old"u8, out var value) && value.SequenceEqual("1"u8));
        Assert.Equal(2, map.Count);
    }

    [Fact]
    public void KeysOutOfOrderAreOurOwnMistake()
    {
        var builder = new PersistentMapBuilder(new PersistentMap());
        builder.Add("b"u8, default);
        Assert.Throws<ContractViolationException>(() => builder.Add("b"u8, default));
        Assert.Throws<ContractViolationException>(() => builder.Add("a"u8, default));
    }

    private static void Edit(
        Prng random, int keys, int keyBytesMax, int valueBytesMax, PersistentMap filled, PersistentMap built)
    {
        var key = KeyOf(new Prng(random.Next()), random.Below(keys), keyBytesMax);
        if (random.Chance(0.5))
        {
            // The key that stands there, mostly.
            var cursor = filled.Current.Seek(key);
            key = cursor.MoveNext() ? cursor.Key.ToArray() : key;
        }

        if (random.Chance(0.4))
        {
            Assert.Equal(filled.Remove(key), built.Remove(key));
            return;
        }

        var value = new byte[random.Below(valueBytesMax + 1)];
        filled.Put(key, value);
        built.Put(key, value);
    }

    // Ascending by number, of random length.
    private static byte[] KeyOf(Prng random, int number, int keyBytesMax)
    {
        var key = new byte[sizeof(int) + random.Below(keyBytesMax + 1)];
        BinaryPrimitives.WriteInt32BigEndian(key, number);
        return key;
    }

    private static void AssertSame(PersistentMap expected, PersistentMap actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        var (left, right) = (expected.Current.Seek(default), actual.Current.Seek(default));
        var place = 0;
        while (left.MoveNext())
        {
            Assert.True(right.MoveNext());
            Assert.True(left.Key.SequenceEqual(right.Key) && left.Value.SequenceEqual(right.Value));
            Assert.Equal(left.IsCounted, right.IsCounted);
            if (place++ % 97 == 0)
            {
                Assert.True(actual.TryGet(left.Key, out var found) && found.SequenceEqual(left.Value));
                Assert.Equal(expected.Current.CountBelow(left.Key), actual.Current.CountBelow(left.Key));
            }
        }

        Assert.False(right.MoveNext());
    }
}
