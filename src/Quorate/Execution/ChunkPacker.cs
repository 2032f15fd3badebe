using System.Diagnostics.CodeAnalysis;

namespace Quorate;

/// <summary>Cuts a stream of bytes into chunks of one size; the last may be shorter.</summary>
public sealed class ChunkPacker
{
    /// <summary>The largest chunk of a checkpoint.</summary>
    public const int ChunkBytesMax = 256 << 10;

    // A state whose size is not known may be small: most checkpoints in tests and simulations are one short chunk.
    private const int ChunkBytesMin = 1 << 10;

    private readonly Queue<ReadOnlyMemory<byte>> _full = [];
    private byte[] _chunk = [];
    private int _length;
    private long _expected;

    /// <summary>Creates a packer.</summary>
    /// <param name="bytesExpected">How many bytes will come, where that is known: no chunk has to grow then.</param>
    public ChunkPacker(long bytesExpected = 0) => _expected = bytesExpected;

    /// <summary>Appends bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_length == ChunkBytesMax)
            {
                Complete();
            }

            if (_length == _chunk.Length)
            {
                var wanted = Math.Max(_length * 2, _length + _expected);
                Array.Resize(ref _chunk, (int)Math.Clamp(wanted, ChunkBytesMin, ChunkBytesMax));
            }

            var taken = Math.Min(bytes.Length, _chunk.Length - _length);
            bytes[..taken].CopyTo(_chunk.AsSpan(_length));
            _length += taken;
            _expected -= taken;
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
