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

    public static string Text(IEnumerable<Entry> entries) =>
        string.Join(' ', entries.Select(entry => $"{entry.Op}v{entry.Header.View}:{entry.Encoded.Length}"));
}
