namespace Quorate.Hosting;

/// <summary>
/// What a replica's loop last published about itself; replaced as a whole, so that any thread reads a consistent one.
/// </summary>
/// <param name="Core">The core's position.</param>
/// <param name="Executed">The last op executed.</param>
/// <param name="Acknowledged">What each member has acknowledged, by its place.</param>
internal sealed record PublishedStatus(CoreStatus Core, OpNumber Executed, OpNumber[] Acknowledged);
