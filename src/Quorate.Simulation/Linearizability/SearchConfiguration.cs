using System.Runtime.InteropServices;

namespace Quorate.Simulation;

/// <summary>
/// Where a search was: which operations are ordered, and the state they led to. Reaching it a second time by another
/// order leads nowhere new (Lowe 2017).
/// </summary>
internal readonly struct SearchConfiguration<TState> : IEquatable<SearchConfiguration<TState>>
    where TState : IEquatable<TState>
{
    private readonly ulong[] _ordered;
    private readonly TState _state;
    private readonly int _hash;

    /// <summary>A configuration.</summary>
    /// <param name="ordered">A copy of the ordered set.</param>
    /// <param name="state">The state.</param>
    /// <param name="stateHash">The model's hash of the state.</param>
    public SearchConfiguration(ulong[] ordered, TState state, ulong stateHash)
    {
        _ordered = ordered;
        _state = state;
        var mixed = Checksum.Of(MemoryMarshal.AsBytes(ordered.AsSpan())).Value;
        _hash = (int)((ulong)mixed ^ (stateHash * 0x9E3779B97F4A7C15));
    }

    /// <inheritdoc/>
    public bool Equals(SearchConfiguration<TState> other) =>
        _hash == other._hash && _ordered.AsSpan().SequenceEqual(other._ordered) && _state.Equals(other._state);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SearchConfiguration<TState> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
