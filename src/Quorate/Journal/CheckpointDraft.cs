namespace Quorate;

/// <summary>A checkpoint being written: chunks one behind the other, then the table of them, then the footer.</summary>
internal sealed class CheckpointDraft
{
    private readonly ICheckpointMedium _medium;
    private readonly int _draft;
    private readonly ClusterId _cluster;
    private byte[] _table = new byte[64 * CheckpointFooter.RowLength];
    private long _offset;

    /// <summary>Begins the draft on the medium.</summary>
    public CheckpointDraft(ICheckpointMedium medium, int draft, ClusterId cluster, CheckpointReference reference)
    {
        _medium = medium;
        _draft = draft;
        _cluster = cluster;
        Reference = reference;
        medium.Begin(draft);
    }

    /// <summary>The checkpoint it will be.</summary>
    public CheckpointReference Reference { get; }

    /// <summary>Chunks so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next chunk.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        var start = Count * CheckpointFooter.RowLength;
        if (start == _table.Length)
        {
            Array.Resize(ref _table, _table.Length * 2);
        }

        var row = new SpanWriter(_table.AsSpan(start, CheckpointFooter.RowLength));
        row.U64((ulong)_offset);
        row.U32((uint)chunk.Length);
        row.U32(0);
        row.U128(Checksum.Of(chunk).Value);
        _medium.Append(_draft, chunk);
        _offset += chunk.Length;
        Count++;
    }

    /// <summary>Seals the checkpoint and makes it appear, durably.</summary>
    public CheckpointFooter Publish()
    {
        var table = _table.AsSpan(0, Count * CheckpointFooter.RowLength);
        var footer = new CheckpointFooter
        {
            Cluster = _cluster,
            Reference = Reference,
            ChunkCount = Count,
            TableOffset = _offset,
            TableChecksum = Checksum.Of(table),
        };
        Span<byte> end = stackalloc byte[CheckpointFooter.EncodedLength];
        footer.Write(end);
        _medium.Append(_draft, table);
        _medium.Append(_draft, end);
        _medium.Publish(_draft, Reference.Op);
        return footer;
    }
}
