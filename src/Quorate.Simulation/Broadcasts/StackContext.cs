using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>What a process has when it starts: from this its stack is made.</summary>
/// <param name="Membership">Who takes part.</param>
/// <param name="Cells">Its stable storage, as the last crash left it.</param>
/// <param name="Incarnation">How often it has been started.</param>
public sealed record StackContext(Membership Membership, StableCells Cells, Incarnation Incarnation);
