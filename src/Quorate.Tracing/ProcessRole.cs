namespace Quorate.Tracing;

/// <summary>What a process of a run is. The values are part of the trace format: append only.</summary>
public enum ProcessRole : byte
{
    /// <summary>A member of the group: it has a log, and a view where the protocol has views.</summary>
    Replica = 1,

    /// <summary>Somebody who asks the group.</summary>
    Client = 2,
}
