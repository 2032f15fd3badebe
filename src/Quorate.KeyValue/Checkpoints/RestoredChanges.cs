namespace Quorate.KeyValue;

/// <summary>
/// Collects the changes of a checkpoint, which come in key order, and hands them on in revision order.
/// </summary>
internal sealed class RestoredChanges
{
    private const int BlockBytes = 1 << 20;

    private readonly List<Revision> _revisions = [];
    private readonly List<ReadOnlyMemory<byte>> _prefixes = [];
    private byte[] _block = [];
    private int _used;

    public void Add(Revision at, ReadOnlySpan<byte> prefix)
    {
        if (_block.Length - _used < prefix.Length)
        {
            _block = new byte[Math.Max(BlockBytes, prefix.Length)];
            _used = 0;
        }

        prefix.CopyTo(_block.AsSpan(_used));
        _revisions.Add(at);
        _prefixes.Add(_block.AsMemory(_used, prefix.Length));
        _used += prefix.Length;
    }

    /// <exception cref="FormatException">Two changes have the same revision.</exception>
    public void AddTo(VersionStore store)
    {
        var revisions = _revisions.ToArray();
        var prefixes = _prefixes.ToArray();
        Array.Sort(revisions, prefixes);
        for (var index = 0; index < revisions.Length; index++)
        {
            if (index > 0 && revisions[index] == revisions[index - 1])
            {
                throw new FormatException("the checkpoint holds two changes of the same revision");
            }

            store.RestoreChange(revisions[index], prefixes[index].Span);
        }
    }
}
