namespace Quorate.Broadcast;

/// <summary>Why a peer's message was refused (lamport.md §7). The values are part of trace formats.</summary>
internal enum Contradiction : byte
{
    /// <summary>Nothing was.</summary>
    None = 0,

    /// <summary>Its clock is too far ahead.</summary>
    ClockTooFarAhead = 1,

    /// <summary>It came back with less than it had said before: its data is older than itself.</summary>
    WentBack = 2,

    /// <summary>Two processes speak in its name.</summary>
    DuplicateIdentity = 3,

    /// <summary>
    /// An entry of its belongs to another cluster or configuration, or breaks the order of its clock.
    /// </summary>
    BadEntry = 4,
}
