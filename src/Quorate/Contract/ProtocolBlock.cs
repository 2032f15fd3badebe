namespace Quorate;

/// <summary>
/// What one protocol keeps in the metadata: opaque to everybody else, canonical, and small enough that a metadata slot
/// stays within one sector. The first byte names the protocol, so that no protocol takes another one's data directory
/// for its own. Equal by content.
/// </summary>
public sealed class ProtocolBlock : IEquatable<ProtocolBlock>
{
    /// <summary>The most bytes a block may have.</summary>
    public const int LengthMax = 320;

    private readonly byte[] _bytes;

    private ProtocolBlock(byte[] bytes) => _bytes = bytes;

    /// <summary>The block of a replica that has saved nothing yet.</summary>
    public static ProtocolBlock Empty { get; } = new([]);

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether nothing was saved yet.</summary>
    public bool IsEmpty => _bytes.Length == 0;

    /// <summary>Makes a block with a copy of these bytes.</summary>
    /// <param name="bytes">At most <see cref="LengthMax"/>.</param>
    public static ProtocolBlock Of(ReadOnlySpan<byte> bytes)
    {
        Contract.Assert(bytes.Length <= LengthMax, "a protocol's block keeps the metadata within one sector");
        return bytes.IsEmpty ? Empty : new ProtocolBlock(bytes.ToArray());
    }

    /// <inheritdoc/>
    public bool Equals(ProtocolBlock? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProtocolBlock);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(ulong)Checksum.Of(_bytes).Value;

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
