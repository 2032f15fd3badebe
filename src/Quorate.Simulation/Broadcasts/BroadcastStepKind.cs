namespace Quorate.Simulation;

/// <summary>What a step of a history of messages says.</summary>
public enum BroadcastStepKind
{
    /// <summary>A process asked for a message to be sent (to the peer) or broadcast (peer none).</summary>
    Requested,

    /// <summary>The request is durable at its process, so the properties of delivery now hold for it.</summary>
    Promised,

    /// <summary>A process delivered a message of the peer, durably where the process may come back.</summary>
    Delivered,

    /// <summary>A process crashed.</summary>
    Crashed,

    /// <summary>A process came back.</summary>
    Restarted,

    /// <summary>A process asked for the resource of mutual exclusion.</summary>
    EntryRequested,

    /// <summary>A process holds the resource from here on.</summary>
    EntryGranted,

    /// <summary>A process gave the resource back.</summary>
    EntryReleased,
}
