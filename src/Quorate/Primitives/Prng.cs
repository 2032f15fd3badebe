using System.Numerics;

namespace Quorate;

/// <summary>
/// A small seeded generator (xoshiro256**, seeded through SplitMix64): the only source of randomness in the Pure layer,
/// identical on every machine. Not for secrets.
/// </summary>
public sealed class Prng
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates a generator; equal seeds give equal sequences.</summary>
    public Prng(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in [0, <paramref name="bound"/>), without modulo bias worth noticing.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)Math.BigMul(Next(), (ulong)bound, out _);
    }

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public long Between(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        var span = (ulong)(high - low) + 1;
        return span == 0 ? (long)Next() : low + (long)Math.BigMul(Next(), span, out _);
    }

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>A generator of its own, so that one consumer's draws do not shift another's.</summary>
    public Prng Fork() => new(Next());

    /// <summary>Writes or restores the state.</summary>
    public void Walk(CanonicalCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        _s0 = codec.U64(_s0);
        _s1 = codec.U64(_s1);
        _s2 = codec.U64(_s2);
        _s3 = codec.U64(_s3);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
