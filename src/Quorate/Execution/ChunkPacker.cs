using System.Diagnostics.CodeAnalysis;

namespace Quorate;

/// <summary>Cuts a stream of bytes into chunks of one size; the last may be shorter.</summary>
public sealed class ChunkPacker
{
    /// <summary>The largest chunk of a checkpoint.</summary>
    public const int ChunkBytesMax = 256 << 10;

    // A small state needs no large buffer: most checkpoints in tests and simulations are one short chunk.
    private const int ChunkBytesMin = 1 << 10;

    private readonly Queue<ReadOnlyMemory<byte>> _full = [];
    private byte[] _chunk = [];
    private int _length;

    /// <summary>Appends bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_length == ChunkBytesMax)
            {
                Complete();
                _chunk = new byte[ChunkBytesMax];
            }
            else if (_length == _chunk.Length)
            {
                Array.Resize(ref _chunk, Math.Clamp(_length * 2, ChunkBytesMin, ChunkBytesMax));
            }

            var taken = Math.Min(bytes.Length, _chunk.Length - _length);
            bytes[..taken].CopyTo(_chunk.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Makes what was appended so far a chunk, whatever its size.</summary>
    public void Complete()
    {
        if (_length > 0)
        {
            _full.Enqueue(_chunk.AsMemory(0, _length));
        }

        _chunk = [];
        _length = 0;
    }

    /// <summary>Takes the oldest complete chunk; it belongs to the caller.</summary>
    public bool TryTake([NotNullWhen(true)] out ReadOnlyMemory<byte> chunk) => _full.TryDequeue(out chunk);
}
