namespace Quorate.Simulation;

/// <summary>A frame in the network of a world of stacks.</summary>
/// <param name="From">Who sent it, or who it claims to be from.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Bytes">The frame.</param>
public sealed record FrameUnderWay(ReplicaId From, ReplicaId To, ReadOnlyMemory<byte> Bytes);
