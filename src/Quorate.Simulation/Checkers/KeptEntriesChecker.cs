namespace Quorate.Simulation;

/// <summary>
/// No replica's disk ever gives up an entry that is committed (viewstamped.md §18, check 2): logs are replaced, never
/// first truncated (DEF-1). Looks at every truncation and installation at the moment it becomes durable.
/// </summary>
internal sealed class KeptEntriesChecker(CommittedEntriesChecker committed, ViolationLog violations)
    : IDurableWitness
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "kept-entries";

    /// <inheritdoc/>
    public void Appended(Entry entry)
    {
        // What is added gives nothing up.
    }

    /// <inheritdoc/>
    public void Recovered(RecoveredState recovered)
    {
        // The recovery checker compares what a restart finds.
    }

    /// <inheritdoc/>
    public void Replaced(IReadOnlyList<Checksum> dropped, ulong after, DurableImage image)
    {
        for (var index = 0; index < dropped.Count; index++)
        {
            var op = after + 1 + (ulong)index;
            if (op > image.Base && committed.At(op)?.Entry.Checksum == dropped[index] && image.At(op) != dropped[index])
            {
                violations.Report(
                    Name, $"a disk drops op {op}, which is committed, on the way to view {image.Views.View}");
            }
        }
    }
}
