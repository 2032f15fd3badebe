namespace Quorate.Tests.Journals;

/// <summary>Makes chained entries whose content follows from their op, view and size.</summary>
internal static class TestEntries
{
    public static readonly ClusterId Cluster = new(((UInt128)0x0123456789abcdef << 64) | 0xfedcba9876543210);

    public static JournalOptions Options { get; } = new() { Cluster = Cluster, Replica = new ReplicaId(1) };

    public static Entry Make(ulong op, ulong view, Checksum parent, int bytes)
    {
        var operation = new byte[bytes];
        operation.AsSpan().Fill((byte)(op * 31 + view));
        var builder = new EntryBuilder();
        builder.Add(EntryItem.Create(new SessionId(7), new RequestNumber(op), operation));
        return builder.Seal(new EntryHeader
        {
            Cluster = Cluster,
            View = new ViewNumber(view),
            Op = new OpNumber(op),
            Parent = parent,
            Kind = EntryKind.Normal,
            Timestamp = new AgreedTime((long)op),
        });
    }

    public static List<Entry> Chain(ulong first, int count, ulong view, Checksum parent, int bytes)
    {
        var entries = new List<Entry>();
        for (var index = 0; index < count; index++)
        {
            entries.Add(Make(first + (ulong)index, view, parent, bytes));
            parent = entries[^1].Checksum;
        }

        return entries;
    }

    public static CheckpointReference CheckpointAt(Entry entry) =>
        new(entry.Op, entry.Checksum, entry.Header.Timestamp, new Checksum(entry.Op.Value));

    /// <summary>A state whose checkpoint ends with this entry and covers the log up to it.</summary>
    public static DurableState CoveredBy(Entry entry) => new() { Checkpoint = CheckpointAt(entry), LogBase = entry.Op };

    /// <summary>A state that differs in what the protocol keeps in it.</summary>
    public static DurableState StateOf(params byte[] content) => new() { Protocol = ProtocolBlock.Of(content) };

    /// <summary>An entry that a replica sent in a protocol in which all do.</summary>
    public static Entry Stamped(byte sender, ulong number, ulong time, Checksum parent, int bytes)
    {
        var builder = new EntryBuilder();
        builder.Add(EntryItem.Create(new SessionId(7), new RequestNumber(number), new byte[bytes]));
        return builder.Seal(new EntryHeader
        {
            Cluster = Cluster,
            Op = new OpNumber(number),
            Parent = parent,
            Kind = EntryKind.Normal,
            LogicalTime = time,
            Sender = new ReplicaId(sender),
        });
    }

    public static string Text(IEnumerable<Entry> entries) =>
        string.Join(' ', entries.Select(entry => $"{entry.Op}v{entry.Header.View}:{entry.Encoded.Length}"));
}
