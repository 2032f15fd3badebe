namespace Quorate.KeyValue;

/// <summary>Reads a byte stream that is cut into chunks; a part that spans chunks is gathered first.</summary>
internal sealed class ChunkReader(IEnumerator<ReadOnlyMemory<byte>> chunks)
{
    private ReadOnlyMemory<byte> _rest;
    private byte[] _gathered = new byte[1024];

    /// <summary>Whether the stream has ended.</summary>
    public bool IsAtEnd()
    {
        while (_rest.IsEmpty)
        {
            if (!chunks.MoveNext())
            {
                return true;
            }

            _rest = chunks.Current;
        }

        return false;
    }

    /// <summary>The next <paramref name="count"/> bytes, valid until the next call.</summary>
    /// <exception cref="FormatException">The stream ends before.</exception>
    public ReadOnlySpan<byte> Read(int count)
    {
        if (_rest.Length < count)
        {
            return Gather(count);
        }

        var part = _rest.Span[..count];
        _rest = _rest[count..];
        return part;
    }

    private ReadOnlySpan<byte> Gather(int count)
    {
        var gathered = 0;
        while (gathered < count)
        {
            if (IsAtEnd())
            {
                throw new FormatException("the checkpoint ends within an entry");
            }

            var some = Math.Min(_rest.Length, count - gathered);
            EnsureGathered(gathered, some);
            _rest.Span[..some].CopyTo(_gathered.AsSpan(gathered));
            _rest = _rest[some..];
            gathered += some;
        }

        return _gathered.AsSpan(0, count);
    }

    // Grows with what has arrived, not with a length that may be wrong.
    private void EnsureGathered(int gathered, int more)
    {
        if (_gathered.Length < gathered + more)
        {
            Array.Resize(ref _gathered, Math.Max(gathered + more, _gathered.Length * 2));
        }
    }
}
