namespace Quorate.Hosting;

/// <summary>
/// How many items one run of the executor takes, between two looks at the clock. An item may be a put or a
/// transaction of a hundred: so the size follows the time that the last run took.
/// </summary>
internal sealed class ExecutionSlice
{
    // Holds an entry of 256-byte operations whole several times: cutting one costs a snapshot of the state.
    internal const int ItemsMax = 1024;
    internal const int ItemsMin = 16;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    /// <summary>Items for the next run.</summary>
    public int Items { get; private set; } = 128;

    /// <summary>Learns from a run.</summary>
    /// <param name="took">How long it took.</param>
    /// <param name="hasWork">Whether it left work: else it ended for lack of work, and was short for that.</param>
    public void Note(TimeSpan took, bool hasWork)
    {
        if (took > Long)
        {
            Items = Math.Max(ItemsMin, Items / 2);
        }
        else if (took < Short && hasWork)
        {
            Items = Math.Min(ItemsMax, Items * 2);
        }
    }
}
