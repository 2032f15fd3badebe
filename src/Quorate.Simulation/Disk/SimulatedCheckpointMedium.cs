namespace Quorate.Simulation;

/// <summary>A disk for checkpoints: publishing is atomic and durable, drafts vanish in a <see cref="Crash"/>.</summary>
public sealed class SimulatedCheckpointMedium : ICheckpointMedium
{
    private readonly SortedList<OpNumber, byte[]> _published = [];
    private readonly SortedList<int, List<byte>> _drafts = [];

    /// <inheritdoc/>
    public IReadOnlyList<OpNumber> List() => [.. _published.Keys];

    /// <inheritdoc/>
    public void Begin(int draft) => _drafts[draft] = [];

    /// <inheritdoc/>
    public void Append(int draft, ReadOnlySpan<byte> bytes) => _drafts[draft].AddRange(bytes);

    /// <inheritdoc/>
    public void Publish(int draft, OpNumber op)
    {
        _published[op] = [.. _drafts[draft]];
        _drafts.Remove(draft);
    }

    /// <inheritdoc/>
    public void Discard(int draft) => _drafts.Remove(draft);

    /// <inheritdoc/>
    public void Delete(OpNumber op) => _published.Remove(op);

    /// <inheritdoc/>
    public long Length(OpNumber op) => _published[op].Length;

    /// <inheritdoc/>
    public int Read(OpNumber op, long offset, Span<byte> destination)
    {
        var source = _published[op].AsSpan((int)offset);
        var count = Math.Min(source.Length, destination.Length);
        source[..count].CopyTo(destination);
        return count;
    }

    /// <summary>Cuts the power.</summary>
    public void Crash() => _drafts.Clear();

    /// <summary>Flips bits of a stored byte, as a failing disk does.</summary>
    public void Damage(OpNumber op, int offset, byte bits) => _published[op][offset] ^= bits;
}
