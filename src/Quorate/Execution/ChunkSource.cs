using System.Buffers;

namespace Quorate;

/// <summary>Reads fields from a sequence of chunks, across their borders.</summary>
internal sealed class ChunkSource(IEnumerator<ReadOnlyMemory<byte>> chunks)
{
    private ReadOnlyMemory<byte> _rest;

    /// <summary>Whether the current chunk is used up: sections end at chunk borders.</summary>
    public bool IsAtBorder => _rest.IsEmpty;

    public uint U32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes);
        return new SpanReader(bytes).U32();
    }

    public ulong U64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return new SpanReader(bytes).U64();
    }

    public UInt128 U128()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return new SpanReader(bytes).U128();
    }

    /// <summary>
    /// Copies bytes to a writer piece by piece, so that a wrong length allocates no more than there is.
    /// </summary>
    /// <exception cref="FormatException">There are fewer bytes.</exception>
    public void CopyTo(IBufferWriter<byte> destination, uint count)
    {
        while (count > 0)
        {
            Next();
            var taken = (int)Math.Min(count, (uint)_rest.Length);
            destination.Write(_rest.Span[..taken]);
            _rest = _rest[taken..];
            count -= (uint)taken;
        }
    }

    /// <summary>All further chunks, as they are.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> RemainingChunks()
    {
        Contract.Assert(IsAtBorder, "a section begins at a chunk border");
        while (chunks.MoveNext())
        {
            yield return chunks.Current;
        }
    }

    private void Fill(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            Next();
            var taken = Math.Min(destination.Length, _rest.Length);
            _rest.Span[..taken].CopyTo(destination);
            _rest = _rest[taken..];
            destination = destination[taken..];
        }
    }

    private void Next()
    {
        while (_rest.IsEmpty)
        {
            if (!chunks.MoveNext())
            {
                throw new FormatException("The checkpoint ends too early.");
            }

            _rest = chunks.Current;
        }
    }
}
