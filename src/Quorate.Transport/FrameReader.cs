namespace Quorate.Transport;

/// <summary>
/// Cuts a byte stream into frames. Each frame gets an array of exactly its size, because entries keep slices of it; its
/// length is checked before anything is allocated.
/// </summary>
public sealed class FrameReader
{
    /// <summary>From here on the rest of a frame is received straight into its own array.</summary>
    private const int DirectBytesMin = 16 << 10;

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _buffered;
    private byte[]? _frame;
    private int _filled;

    /// <summary>Where the next received bytes go; never empty. <see cref="Received"/> must follow.</summary>
    public Memory<byte> Destination => IsDirect ? _frame.AsMemory(_filled) : _buffer.AsMemory(_buffered);

    private bool IsDirect => _frame is not null && _frame.Length - _filled >= DirectBytesMin;

    /// <summary>Takes the bytes received into <see cref="Destination"/> and adds the frames they complete.</summary>
    /// <param name="count">Bytes received.</param>
    /// <param name="frames">Receives whole frames.</param>
    /// <returns>False when a length is out of bounds: the stream cannot be trusted any more.</returns>
    public bool Received(int count, List<byte[]> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (IsDirect)
        {
            _filled += count;
            Complete(frames);
            return true;
        }

        var rest = _buffer.AsSpan(0, _buffered + count);
        var trusted = true;
        while (trusted && !rest.IsEmpty && (_frame is not null || rest.Length >= sizeof(uint)))
        {
            trusted = Take(ref rest, frames);
        }

        rest.CopyTo(_buffer);
        _buffered = rest.Length;
        return trusted;
    }

    private bool Take(ref Span<byte> rest, List<byte[]> frames)
    {
        if (_frame is null)
        {
            if (Frame.ReadLength(rest, out var length) != FrameError.None)
            {
                return false;
            }

            _frame = GC.AllocateUninitializedArray<byte>(length);
            _filled = 0;
        }

        var part = rest[..Math.Min(rest.Length, _frame.Length - _filled)];
        part.CopyTo(_frame.AsSpan(_filled));
        _filled += part.Length;
        rest = rest[part.Length..];
        Complete(frames);
        return true;
    }

    private void Complete(List<byte[]> frames)
    {
        if (_frame is not null && _filled == _frame.Length)
        {
            frames.Add(_frame);
            _frame = null;
        }
    }
}
