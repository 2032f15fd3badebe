using System.Buffers;

namespace Quorate;

/// <summary>
/// Where the state machine writes the replies of one session: small replies are packed into shared chunks, so that a
/// reply costs its bytes and no object. Written bytes never change, so replies may be handed out without copying them.
/// </summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>
{
    // Chunks start small, because most of many sessions are idle, and stay below the large object heap.
    private const int ChunkBytesMin = 1 << 10;
    private const int ChunkBytesMax = 64 << 10;

    // A larger reply gets an array of its own, so that forgetting it frees it.
    private const int PackedBytesMax = 8 << 10;

    // What a writer that states no need gets at least.
    private const int RoomMin = 64;

    private byte[] _chunk = [];
    private int _start;
    private int _written;

    public void Advance(int count)
    {
        Contract.Assert(
            count >= 0 && count <= _chunk.Length - _start - _written, "a reply advances within the room it was given");
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _chunk.AsMemory(_start + _written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _chunk.AsSpan(_start + _written);
    }

    /// <summary>Ends the reply that was written since the last one ended.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        var written = new ReadOnlyMemory<byte>(_written == 0 ? [] : _chunk, _written == 0 ? 0 : _start, _written);
        if (_written > PackedBytesMax)
        {
            written = written.ToArray();
            _chunk = _chunk.Length > ChunkBytesMax ? [] : _chunk;
            _written = 0;
            return written;
        }

        _start += _written;
        _written = 0;
        return written;
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, RoomMin);
        if (_chunk.Length - _start - _written >= needed)
        {
            return;
        }

        var larger = Math.Min(ChunkBytesMax, Math.Max(ChunkBytesMin, _chunk.Length * 2));
        var size = _written + needed > larger ? checked((_written + needed) * 2) : larger;
        var next = new byte[size];
        _chunk.AsSpan(_start, _written).CopyTo(next);
        _chunk = next;
        _start = 0;
    }
}
