namespace Quorate.Simulation;

/// <summary>A disk for checkpoints: publishing is atomic and durable, drafts vanish in a <see cref="Crash"/>.</summary>
public sealed class SimulatedCheckpointMedium : ICheckpointMedium
{
    private readonly SortedList<OpNumber, Stored> _published = [];
    private readonly SortedList<int, Stored> _drafts = [];

    // A run writes thousands of checkpoints and keeps two: their buffers go round.
    private readonly Stack<Stored> _free = [];

    /// <inheritdoc/>
    public IReadOnlyList<OpNumber> List() => [.. _published.Keys];

    /// <inheritdoc/>
    public void Begin(int draft)
    {
        Discard(draft);
        _drafts.Add(draft, _free.TryPop(out var freed) ? freed : new Stored());
    }

    /// <inheritdoc/>
    public void Append(int draft, ReadOnlySpan<byte> bytes) => _drafts[draft].Append(bytes);

    /// <inheritdoc/>
    public void Publish(int draft, OpNumber op)
    {
        Delete(op);
        _published.Add(op, _drafts[draft]);
        _drafts.Remove(draft);
    }

    /// <inheritdoc/>
    public void Discard(int draft)
    {
        if (_drafts.Remove(draft, out var discarded))
        {
            Free(discarded);
        }
    }

    /// <inheritdoc/>
    public void Delete(OpNumber op)
    {
        if (_published.Remove(op, out var deleted))
        {
            Free(deleted);
        }
    }

    /// <inheritdoc/>
    public long Length(OpNumber op) => _published[op].Content.Length;

    /// <inheritdoc/>
    public int Read(OpNumber op, long offset, Span<byte> destination)
    {
        var source = _published[op].Content.Span[(int)offset..];
        var count = Math.Min(source.Length, destination.Length);
        source[..count].CopyTo(destination);
        return count;
    }

    /// <summary>All bytes of a published object, until it is deleted or replaced.</summary>
    public ReadOnlyMemory<byte> ContentOf(OpNumber op) => _published[op].Content;

    /// <summary>Cuts the power.</summary>
    public void Crash() => _drafts.Clear();

    /// <summary>Flips bits of a stored byte, as a failing disk does.</summary>
    public void Damage(OpNumber op, int offset, byte bits) => _published[op].Damage(offset, bits);

    private void Free(Stored freed)
    {
        freed.Clear();
        _free.Push(freed);
    }

    private sealed class Stored
    {
        private const int BytesMin = 4096;
        private byte[] _bytes = new byte[BytesMin];
        private int _length;

        public ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, _length);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_length + bytes.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes.Length));
            }

            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
        }

        public void Damage(int offset, byte bits) => _bytes[offset] ^= bits;

        public void Clear() => _length = 0;
    }
}
