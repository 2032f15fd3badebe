namespace Quorate.Transport;

/// <summary>
/// Encoded frames that wait for one connection. Frames are appended behind those being sent; when a send takes
/// everything the buffer starts again from the front, so that it stays small while the peer keeps up.
/// </summary>
internal sealed class OutgoingBuffer(int bytesMax)
{
    /// <summary>A buffer that grew beyond this for a burst is given back once it is empty.</summary>
    private const int KeptBytesMax = 1 << 20;

    private byte[] _bytes = new byte[16 << 10];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public Memory<byte> Waiting => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Makes room for one frame; an empty span when the bound is reached.</summary>
    public Span<byte> Reserve(int length)
    {
        if (Length > 0 && (long)Length + length > bytesMax)
        {
            return default;
        }

        if (_bytes.Length - _end < length)
        {
            MakeRoom(length);
        }

        _end += length;
        return _bytes.AsSpan(_end - length, length);
    }

    public void Consume(int count)
    {
        _start += count;
        Contract.Assert(_start <= _end, "no more is sent than was waiting");
        if (_start < _end)
        {
            return;
        }

        _start = 0;
        _end = 0;
        if (_bytes.Length > KeptBytesMax)
        {
            _bytes = new byte[16 << 10];
        }
    }

    private void MakeRoom(int length)
    {
        var wanted = Length + length;
        var target = wanted > _bytes.Length / 2 ? new byte[Math.Max(wanted, _bytes.Length * 2)] : _bytes;
        Waiting.Span.CopyTo(target);
        _end = Length;
        _start = 0;
        _bytes = target;
    }
}
