using System.Buffers.Binary;

namespace Quorate.Tests;

public sealed class VersionPagesTests
{
    private const int KeyBytes = 8;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void VersionsOfOneKeyFillTheirPages(int otherKeys)
    {
        var map = new PersistentMap();
        for (var other = 0; other < otherKeys; other++)
        {
            map.Put([(byte)other], "other"u8);
        }

        const int Versions = 20_000;
        var value = new byte[256];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (long version = 1; version <= Versions; version++)
        {
            PutVersion(map, 100, version, value);
        }

        // Half-full pages took 600 bytes for each.
        var perVersion = (GC.GetAllocatedBytesForCurrentThread() - before) / Versions;
        Assert.InRange(perVersion, value.Length, 400);
        Assert.Equal(otherKeys + 1, map.Count);
    }

    [Fact]
    public void TheNewestVersionOfEachOfManyKeysIsTheOneThatCounts()
    {
        var map = new PersistentMap();
        var random = new Prng(7);
        var versions = new int[200];
        for (var step = 1; step <= 20_000; step++)
        {
            // A hot key among many: its pages split before it, the others' in the middle.
            var key = random.Chance(0.7) ? 100 : random.Below(versions.Length);
            PutVersion(map, (byte)key, step, new byte[random.Below(400)]);
            versions[key]++;
        }

        Assert.Equal(versions.Count(count => count > 0), map.Count);
        var seen = new int[versions.Length];
        var cursor = map.Current.Seek([]);
        for (var previous = -1; cursor.MoveNext(); previous = cursor.Key[0])
        {
            seen[cursor.Key[0]]++;
            Assert.Equal(cursor.Key[0] != previous, cursor.IsCounted);
        }

        Assert.Equal(versions, seen);
    }

    private static void PutVersion(PersistentMap map, byte key, long version, byte[] value)
    {
        // As the key-value store does: the newest version of a key stands first.
        Span<byte> bytes = stackalloc byte[1 + KeyBytes];
        bytes[0] = key;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], long.MaxValue - version);
        map.PutSuperseding(bytes, value, counted: true, sharedBytes: 1);
    }
}
