namespace Quorate;

/// <summary>A replica's position, as seen from outside.</summary>
/// <param name="Status">What it is doing.</param>
/// <param name="View">Its current view; zero for ever in a protocol without views.</param>
/// <param name="LogView">The view whose log it holds (VRR's last normal view); zero where there are no views.</param>
/// <param name="Primary">Who orders entries; none in a protocol in which every replica does.</param>
/// <param name="Op">The highest op-number that an entry held here has or can count on.</param>
/// <param name="Commit">The highest op it knows to be committed and has handed to the executor.</param>
/// <param name="Checkpoint">The op of its last durable checkpoint.</param>
public readonly record struct CoreStatus(
    ReplicaStatus Status,
    ViewNumber View,
    ViewNumber LogView,
    ReplicaId Primary,
    OpNumber Op,
    OpNumber Commit,
    OpNumber Checkpoint)
{
    /// <summary>Whom the replica waits for while it can go on with nothing; null when it waits for nobody.</summary>
    public Awaited? Awaited { get; init; }

    /// <summary>
    /// Messages refused because they contradict what their sender said before, with the latest reason; null when none.
    /// </summary>
    public string? Complaint { get; init; }

    /// <summary>Whether one replica orders for all; else requests are ordered by whoever receives them.</summary>
    public bool HasPrimary => Primary != ReplicaId.None;
}
