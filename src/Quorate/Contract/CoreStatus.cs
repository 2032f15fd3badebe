namespace Quorate;

/// <summary>A replica's position, as seen from outside.</summary>
/// <param name="Status">What it is doing.</param>
/// <param name="View">Its current view.</param>
/// <param name="LogView">The view whose log it holds (VRR's last normal view).</param>
/// <param name="Primary">The primary of <paramref name="View"/>.</param>
/// <param name="Op">The head of its log.</param>
/// <param name="Commit">The highest op it knows to be committed and has handed to the executor.</param>
/// <param name="Checkpoint">The op of its last durable checkpoint.</param>
public readonly record struct CoreStatus(
    ReplicaStatus Status,
    ViewNumber View,
    ViewNumber LogView,
    ReplicaId Primary,
    OpNumber Op,
    OpNumber Commit,
    OpNumber Checkpoint);
