namespace Quorate;

/// <summary>
/// Requests of sessions on this replica, in number order within a session. A core that is not primary forwards them.
/// </summary>
public sealed class RequestsArrived(IReadOnlyList<EntryItem> items) : ReplicaEvent
{
    /// <summary>
    /// The requests; a register request has session and number zero and the client id as its operation.
    /// </summary>
    public IReadOnlyList<EntryItem> Items { get; } = items;
}
