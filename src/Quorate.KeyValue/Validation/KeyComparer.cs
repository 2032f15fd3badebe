namespace Quorate.KeyValue;

/// <summary>Keys in etcd's order: unsigned bytes, a prefix first.</summary>
internal sealed class KeyComparer : IComparer<byte[]>
{
    public static readonly KeyComparer Instance = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
