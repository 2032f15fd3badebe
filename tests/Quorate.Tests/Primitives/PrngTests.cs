using System.Buffers;
using FsCheck;
using FsCheck.Fluent;

namespace Quorate.Tests;

/// <summary>
/// Seeds must mean the same on every machine and in every version: a failing run is replayed from its seed.
/// </summary>
public sealed class PrngTests
{
    [Fact]
    public void KnownSeedGivesTheKnownSequence()
    {
        // xoshiro256** whose state is the first four outputs of SplitMix64 from 0, computed from the published
        // algorithms.
        var prng = new Prng(0);
        Assert.Equal(0x99EC5F36CB75F2B4UL, prng.Next());
        Assert.Equal(0xBF6E1F784956452AUL, prng.Next());
        Assert.Equal(0x1A5F849D4933E6E0UL, prng.Next());
        Assert.Equal(0x6AA594F1262D2D2CUL, prng.Next());
    }

    [Fact]
    public void EqualSeedsGiveEqualSequencesAndOthersDiffer()
    {
        Assert.Equal(Take(new Prng(7), 100), Take(new Prng(7), 100));
        Assert.NotEqual(Take(new Prng(7), 100), Take(new Prng(8), 100));
    }

    [Fact]
    public void BelowStaysBelowItsBound() =>
        Prop.ForAll<int, ulong>((bound, seed) =>
        {
            var limit = Math.Abs(bound % 1000) + 1;
            var prng = new Prng(seed);
            return Enumerable.Range(0, 50).All(_ => prng.Below(limit) is var drawn && drawn >= 0 && drawn < limit);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void BelowReachesEveryValue()
    {
        var prng = new Prng(1);
        var seen = Enumerable.Range(0, 1000).Select(_ => prng.Below(10)).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, 10), seen);
    }

    [Fact]
    public void BetweenIncludesBothEnds()
    {
        var prng = new Prng(1);
        var seen = Enumerable.Range(0, 1000).Select(_ => prng.Between(-2, 2)).Distinct().Order();
        Assert.Equal([-2L, -1L, 0L, 1L, 2L], seen);
        Assert.Equal(5, prng.Between(5, 5));
    }

    [Fact]
    public void BetweenCoversTheWholeRangeOfNumbers()
    {
        var prng = new Prng(1);
        var drawn = Enumerable.Range(0, 100).Select(_ => prng.Between(long.MinValue, long.MaxValue)).ToList();
        Assert.Contains(drawn, value => value < 0);
        Assert.Contains(drawn, value => value > 0);
    }

    [Fact]
    public void EmptyRangesAreRefused()
    {
        var prng = new Prng(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => prng.Below(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => prng.Between(2, 1));
    }

    [Theory]
    [InlineData(0.0, 0, 0)]
    [InlineData(0.25, 2300, 2700)]
    [InlineData(1.0, 10000, 10000)]
    public void ChanceHappensAboutAsOftenAsAsked(double probability, int least, int most)
    {
        var prng = new Prng(3);
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => prng.Chance(probability)), least, most);
    }

    [Fact]
    public void StateSurvivesItsEncoding()
    {
        var prng = new Prng(11);
        prng.Next();
        var bytes = new ArrayBufferWriter<byte>();
        prng.Walk(new CanonicalWriter(bytes));
        var restored = new Prng(0);
        var reader = new CanonicalReader(bytes.WrittenMemory);
        restored.Walk(reader);
        Assert.True(reader.IsAtEnd);
        Assert.Equal(Take(prng, 20), Take(restored, 20));
    }

    [Fact]
    public void ForkDrawsApartFromItsParent()
    {
        var parent = new Prng(5);
        var fork = parent.Fork();
        var expected = Take(fork, 10);
        var other = new Prng(5);
        var otherFork = other.Fork();
        Take(other, 1000);
        Assert.Equal(expected, Take(otherFork, 10));
    }

    private static List<ulong> Take(Prng prng, int count) =>
        Enumerable.Range(0, count).Select(_ => prng.Next()).ToList();
}
