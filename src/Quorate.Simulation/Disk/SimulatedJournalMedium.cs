namespace Quorate.Simulation;

/// <summary>
/// A disk that forgets: what was written but not flushed is kept, lost, reordered or torn between sectors when
/// <see cref="Crash"/> says so. A sector holds one of the contents it had since the last flush, never a mixture.
/// Creating and renaming segments is durable at once, as the real medium's is.
/// </summary>
public sealed class SimulatedJournalMedium : IJournalMedium
{
    private const int Copies = 2;
    private readonly SortedList<ulong, byte[]> _segments = [];
    private readonly List<Overwritten> _overwritten = [];
    private readonly List<ulong> _written = [];
    private readonly byte[][] _metadata = [[], []];
    private readonly byte[]?[] _metadataBefore = new byte[]?[Copies];
    private byte[] _before = [];
    private int _beforeLength;

    /// <summary>Creates an empty disk.</summary>
    /// <param name="segmentBytes">Bytes of a segment: whole pages, at least two.</param>
    public SimulatedJournalMedium(int segmentBytes) => SegmentBytes = segmentBytes;

    /// <inheritdoc/>
    public int SegmentBytes { get; }

    /// <inheritdoc/>
    public int MetadataCopies => Copies;

    /// <summary>Flushes so far, of segments and metadata.</summary>
    public long Flushes { get; private set; }

    /// <summary>Writes that no flush covers yet.</summary>
    public int UnflushedWrites => _overwritten.Count;

    /// <summary>
    /// When set, counts down with every write and flush; the one that finds zero fails, and so does every later one.
    /// </summary>
    public int? OperationsUntilFailure { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<ulong> Segments() => [.. _segments.Keys];

    /// <inheritdoc/>
    public void CreateOrRecycle(ulong segment, ulong? recycled)
    {
        CountDown();
        Contract.Assert(!_segments.ContainsKey(segment), "a new segment has a new number");
        var bytes = recycled is { } old ? Remove(old) : new byte[SegmentBytes];
        _segments.Add(segment, bytes);
    }

    /// <inheritdoc/>
    public void Delete(ulong segment) => Remove(segment);

    /// <inheritdoc/>
    public void Write(ulong segment, int offset, ReadOnlySpan<byte> bytes)
    {
        CountDown();
        Contract.Assert(offset % Journal.PageBytes == 0 && bytes.Length % Journal.PageBytes == 0, "whole pages");
        var target = _segments[segment].AsSpan(offset, bytes.Length);
        if (_before.Length - _beforeLength < bytes.Length)
        {
            Array.Resize(ref _before, Math.Max(_before.Length * 2, _beforeLength + bytes.Length));
        }

        if (!_written.Contains(segment))
        {
            _written.Add(segment);
        }

        target.CopyTo(_before.AsSpan(_beforeLength));
        _overwritten.Add(new Overwritten(segment, offset, _beforeLength, bytes.Length));
        _beforeLength += bytes.Length;
        bytes.CopyTo(target);
    }

    /// <inheritdoc/>
    public int Read(ulong segment, int offset, Span<byte> destination)
    {
        var source = _segments[segment].AsSpan(offset);
        var count = Math.Min(source.Length, destination.Length);
        source[..count].CopyTo(destination);
        return count;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        CountDown();
        _overwritten.RemoveAll(write => _written.Contains(write.Segment));
        _beforeLength = _overwritten.Count == 0 ? 0 : _beforeLength;
        _written.Clear();
        Flushes++;
    }

    /// <inheritdoc/>
    public void WriteMetadata(int copy, ReadOnlySpan<byte> bytes)
    {
        CountDown();
        _metadataBefore[copy] ??= _metadata[copy];
        _metadata[copy] = bytes.ToArray();
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadMetadata(int copy) => _metadata[copy];

    /// <inheritdoc/>
    public void FlushMetadata(int copy)
    {
        CountDown();
        _metadataBefore[copy] = null;
        Flushes++;
    }

    /// <summary>
    /// Kills the process: what it wrote stays readable and not durable. A flush covers the segments written by its own
    /// process, as with real files, so the next process must write again what it relies on.
    /// </summary>
    public void Kill()
    {
        _written.Clear();
        OperationsUntilFailure = null;
    }

    /// <summary>Cuts the power: settles what becomes of everything that was not flushed.</summary>
    /// <param name="prng">Decides.</param>
    public void Crash(Prng prng)
    {
        ArgumentNullException.ThrowIfNull(prng);
        var sectorBytes = prng.Chance(0.5) ? 512 : 4096;
        var mode = prng.Below(4);
        var cut = mode == 0 ? 0 : mode == 1 ? _overwritten.Count : prng.Below(_overwritten.Count + 1);
        Settle(sectorBytes, (index, _) => mode == 3 ? prng.Chance(0.5) : index == cut && mode == 2
            ? prng.Chance(0.5) : index < cut);
        for (var copy = 0; copy < Copies; copy++)
        {
            SettleMetadata(copy, prng.Below(3), prng);
        }

        OperationsUntilFailure = null;
    }

    /// <summary>
    /// A disk with exactly what is durable now: the worst that a power cut at this instant can leave.
    /// </summary>
    public SimulatedJournalMedium DurableImage()
    {
        var image = new SimulatedJournalMedium(SegmentBytes);
        foreach (var (segment, bytes) in _segments)
        {
            image._segments.Add(segment, bytes.AsSpan().ToArray());
        }

        for (var index = _overwritten.Count - 1; index >= 0; index--)
        {
            var write = _overwritten[index];
            _before.AsSpan(write.Start, write.Length).CopyTo(image._segments[write.Segment].AsSpan(write.Offset));
        }

        for (var copy = 0; copy < Copies; copy++)
        {
            image._metadata[copy] = [.. _metadataBefore[copy] ?? _metadata[copy]];
        }

        return image;
    }

    /// <summary>Flips bits of a stored byte, as a failing disk does.</summary>
    public void Damage(ulong segment, int offset, byte bits) => _segments[segment][offset] ^= bits;

    /// <summary>Flips bits of a byte of a metadata slot.</summary>
    public void DamageMetadata(int copy, int offset, byte bits) => _metadata[copy][offset] ^= bits;

    // Going back through the writes, each sector either keeps the write or gets its content from before; once it went
    // back beyond a write, earlier writes decide anew from there. That reaches every content the sector ever had since
    // the flush.
    private void Settle(int sectorBytes, Func<int, int, bool> survives)
    {
        var settled = new HashSet<(ulong, int)>();
        for (var index = _overwritten.Count - 1; index >= 0; index--)
        {
            var write = _overwritten[index];
            for (var part = 0; part < write.Length; part += sectorBytes)
            {
                var sector = (write.Segment, write.Offset + part);
                if (settled.Contains(sector))
                {
                    continue;
                }

                if (survives(index, part))
                {
                    settled.Add(sector);
                    continue;
                }

                _before.AsSpan(write.Start + part, sectorBytes)
                    .CopyTo(_segments[write.Segment].AsSpan(write.Offset + part));
            }
        }

        _overwritten.Clear();
        _written.Clear();
        _beforeLength = 0;
    }

    private void SettleMetadata(int copy, int fate, Prng prng)
    {
        if (_metadataBefore[copy] is { } before)
        {
            _metadata[copy] = fate == 0 ? before : _metadata[copy];
            if (fate == 1)
            {
                // Torn inside the sector: worse than most disks.
                var bytes = _metadata[copy];
                before.AsSpan(0, Math.Min(prng.Below(bytes.Length), before.Length)).CopyTo(bytes);
            }
        }

        _metadataBefore[copy] = null;
    }

    private byte[] Remove(ulong segment)
    {
        var bytes = _segments[segment];
        _segments.Remove(segment);
        _overwritten.RemoveAll(write => write.Segment == segment);
        return bytes;
    }

    private void CountDown()
    {
        if (OperationsUntilFailure is { } left)
        {
            OperationsUntilFailure = Math.Max(0, left - 1);
            if (left == 0)
            {
                throw new JournalFailedException("the simulated disk failed");
            }
        }
    }

    private readonly record struct Overwritten(ulong Segment, int Offset, int Start, int Length);
}
