namespace Quorate.Hosting;

/// <summary>What a replica's loop last published about itself; replaced as a whole, so that any thread reads a consistent one.</summary>
internal sealed record PublishedStatus(CoreStatus Core, OpNumber Executed);
