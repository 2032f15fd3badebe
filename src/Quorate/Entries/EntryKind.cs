namespace Quorate;

/// <summary>What an entry of the log is (architecture.md §1). The values are part of the format.</summary>
public enum EntryKind : byte
{
    /// <summary>No entry: the synthetic root at op 0.</summary>
    Root = 0,

    /// <summary>Client requests, one or more.</summary>
    Normal = 1,

    /// <summary>Nothing: fills a place in the order.</summary>
    NoOp = 2,

    /// <summary>Registers one session; its only item carries the 16-byte client id.</summary>
    Register = 3,

    /// <summary>Moves the agreed time on in an idle cluster, so that deadlines of the state machine pass.</summary>
    Pulse = 4,

    /// <summary>A new configuration (VRR §7).</summary>
    Reconfigure = 5,
}
