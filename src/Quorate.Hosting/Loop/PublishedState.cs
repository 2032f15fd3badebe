namespace Quorate.Hosting;

/// <summary>The state that a loop last published for local reads.</summary>
internal sealed record PublishedState(IStateSnapshot State, OpNumber Op);
