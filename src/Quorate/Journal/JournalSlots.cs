namespace Quorate;

/// <summary>
/// The metadata slots: reads the newest valid one and writes all of them, one after the other, each flushed before the
/// next is touched; so that at every instant at least one is whole (viewstamped.md R1, 11.1).
/// </summary>
internal sealed class JournalSlots
{
    private readonly IJournalMedium _medium;
    private readonly byte[] _buffer = new byte[JournalMetadata.EncodedLength];
    private readonly int _firstToWrite;

    private JournalSlots(IJournalMedium medium, JournalMetadata? newest, int firstToWrite)
    {
        _medium = medium;
        Current = newest;
        _firstToWrite = firstToWrite;
    }

    /// <summary>The newest content; null when no slot is valid.</summary>
    public JournalMetadata? Current { get; private set; }

    /// <summary>Reads the slots.</summary>
    public static JournalSlots Read(IJournalMedium medium)
    {
        JournalMetadata? newest = null;
        var holder = 0;
        for (var copy = 0; copy < medium.MetadataCopies; copy++)
        {
            var candidate = JournalMetadata.TryRead(medium.ReadMetadata(copy).Span);
            if (candidate is not null && (newest is null || candidate.Generation > newest.Generation))
            {
                newest = candidate;
                holder = copy;
            }
        }

        // The slot that holds the newest content is the last one to be overwritten.
        return new JournalSlots(medium, newest, (holder + 1) % medium.MetadataCopies);
    }

    /// <summary>Writes all slots, durably.</summary>
    /// <param name="metadata">The content; its generation is set here.</param>
    public void Save(JournalMetadata metadata)
    {
        Contract.Assert(_medium.MetadataCopies >= 2, "there are at least two metadata slots");
        var next = metadata with { Generation = (Current?.Generation ?? 0) + 1 };
        next.Write(_buffer);
        for (var index = 0; index < _medium.MetadataCopies; index++)
        {
            var copy = (_firstToWrite + index) % _medium.MetadataCopies;
            _medium.WriteMetadata(copy, _buffer);
            _medium.FlushMetadata(copy);
        }

        Current = next;
    }
}
