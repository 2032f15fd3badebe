namespace Quorate.Hosting.Tests.PowerCuts;

/// <summary>A replica's checkpoint files that note when one appears, and what it holds then.</summary>
internal sealed class RecordedCheckpoints(ICheckpointMedium disk, DiskTrace trace) : ICheckpointMedium
{
    public IReadOnlyList<OpNumber> List() => disk.List();

    public void Begin(int draft) => disk.Begin(draft);

    public void Append(int draft, ReadOnlySpan<byte> bytes) => disk.Append(draft, bytes);

    public void Publish(int draft, OpNumber op)
    {
        disk.Publish(draft, op);
        var bytes = new byte[disk.Length(op)];
        var count = disk.Read(op, 0, bytes);
        Contract.Assert(count == bytes.Length, "a published checkpoint is whole");
        trace.Note(model => model.Checkpoints[op.Value] = bytes);
    }

    public void Discard(int draft) => disk.Discard(draft);

    public void Delete(OpNumber op)
    {
        disk.Delete(op);
        trace.Note(model => model.Checkpoints.Remove(op.Value));
    }

    public long Length(OpNumber op) => disk.Length(op);

    public int Read(OpNumber op, long offset, Span<byte> destination) => disk.Read(op, offset, destination);
}
