namespace Quorate.Broadcast;

/// <summary>The messages of Lamport's total order on the wire. Part of the format: append only.</summary>
public enum LamportMessageKind : byte
{
    /// <summary><see cref="LamportUpdate"/></summary>
    Update = 1,
}
