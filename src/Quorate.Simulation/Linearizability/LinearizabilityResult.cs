namespace Quorate.Simulation;

/// <summary>The verdict on a history, and where the search got stuck.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Steps">Operations tried, over all parts.</param>
/// <param name="LongestPrefix">How many operations the longest order found puts in a row.</param>
/// <param name="LastOrdered">
/// The end of that order, at most <see cref="LinearizabilityChecker.ExplainedOperations"/> operations, as indexes into
/// the history that was handed in.
/// </param>
/// <param name="Stuck">
/// When no order exists: operations none of which can come next in the longest order found, as indexes.
/// </param>
public sealed record LinearizabilityResult(
    LinearizabilityVerdict Verdict,
    long Steps,
    int LongestPrefix,
    IReadOnlyList<int> LastOrdered,
    IReadOnlyList<int> Stuck);
