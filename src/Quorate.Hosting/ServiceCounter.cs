namespace Quorate.Hosting;

/// <summary>Something that a replica counts.</summary>
/// <param name="Name">Its name on the meter <c>Quorate</c>, words by dots.</param>
/// <param name="Description">A sentence about it.</param>
/// <param name="Read">Its value since the process started; from any thread.</param>
public sealed record ServiceCounter(string Name, string Description, Func<long> Read);
