namespace Quorate.Hosting;

/// <summary>
/// One effect on its way to the journal thread; the fields beyond the kind and ticket are those its kind needs.
/// </summary>
internal readonly record struct JournalCommand(JournalCommandKind Kind)
{
    public Ticket Ticket { get; init; }

    public Entry? Entry { get; init; }

    /// <summary>
    /// The position of the entry, the one after which to truncate or install, the first one to read, or the last one to
    /// release.
    /// </summary>
    public OpNumber Op { get; init; }

    /// <summary>The last op to read.</summary>
    public OpNumber Last { get; init; }

    public IReadOnlyList<Entry>? Suffix { get; init; }

    public DurableState? State { get; init; }

    public Cookie Cookie { get; init; }
}
