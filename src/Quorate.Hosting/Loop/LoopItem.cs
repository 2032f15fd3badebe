namespace Quorate.Hosting;

/// <summary>
/// Something for the replica's loop: frames of a peer, a call, a read, an event, a failure beside the loop.
/// </summary>
/// <param name="Content">What it is, by its type.</param>
/// <param name="From">The peer, for frames.</param>
internal readonly record struct LoopItem(object Content, ReplicaId From);
