namespace Quorate.Hosting;

/// <summary>What a replica knows about a member.</summary>
/// <param name="Id">The member.</param>
/// <param name="Address">Its peer address, host and port.</param>
/// <param name="Connected">Whether messages can be sent to it now; true for the replica itself.</param>
/// <param name="Acknowledged">At a primary: the highest op the member has acknowledged in this view; else zero.</param>
public readonly record struct PeerStatus(ReplicaId Id, string Address, bool Connected, OpNumber Acknowledged);
