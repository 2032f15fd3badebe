namespace Quorate.Hosting.Tests.PowerCuts;

/// <summary>A file as a disk sees it: durable bytes, and writes that no flush covers yet.</summary>
internal sealed class SectorFile(byte[] durable)
{
    public const int SectorBytes = 512;

    private readonly List<(int Offset, byte[] Bytes)> _pending = [];
    private byte[] _durable = durable;

    public bool IsDirty => _pending.Count > 0;

    public void Write(int offset, byte[] bytes) => _pending.Add((offset, bytes));

    public void Flush()
    {
        _durable = Settled(static (_, _) => true);
        _pending.Clear();
    }

    /// <summary>The bytes after a power cut; each sector of each pending write reached the disk or did not.</summary>
    /// <param name="reached">Decides for the place of a write among the pending ones, and its sector.</param>
    public byte[] Settled(Func<int, int, bool> reached)
    {
        var end = _pending.Select(write => write.Offset + write.Bytes.Length).Append(_durable.Length).Max();
        var bytes = new byte[end];
        _durable.CopyTo(bytes, 0);
        for (var place = 0; place < _pending.Count; place++)
        {
            var (offset, written) = _pending[place];
            for (var start = 0; start < written.Length; start += SectorBytes)
            {
                if (reached(place, (offset + start) / SectorBytes))
                {
                    var length = Math.Min(SectorBytes, written.Length - start);
                    written.AsSpan(start, length).CopyTo(bytes.AsSpan(offset + start));
                }
            }
        }

        return bytes;
    }
}
