namespace Quorate.Broadcast;

/// <summary>A write to one cell.</summary>
/// <param name="Key">The cell.</param>
/// <param name="Value">Its new content; meaningless when erased.</param>
/// <param name="IsErased">Whether the cell ceases to exist.</param>
public readonly record struct CellChange(CellKey Key, ReadOnlyMemory<byte> Value, bool IsErased);
