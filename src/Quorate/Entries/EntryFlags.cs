namespace Quorate;

/// <summary>
/// Marks on an entry, set by the primary that first prepared it and never changed. Part of the format.
/// </summary>
[Flags]
public enum EntryFlags : byte
{
    /// <summary>No mark.</summary>
    None = 0,

    /// <summary>
    /// Every replica takes a checkpoint right after executing this entry: so all take it at the same op.
    /// </summary>
    Checkpoint = 1,
}
