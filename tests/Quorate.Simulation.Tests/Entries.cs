using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>Makes chained entries for hand-written histories.</summary>
internal static class Entries
{
    public static readonly ClusterId Cluster = new(7);

    public static Entry Normal(Entry? parent, ulong view, params EntryItem[] items) =>
        Make(parent, view, EntryKind.Normal, items);

    public static Entry Register(Entry? parent, ulong view) =>
        Make(parent, view, EntryKind.Register, [EntryItem.Create(default, default, new byte[16])]);

    public static EntryItem Item(ulong session, ulong number, byte[] operation) =>
        EntryItem.Create(new SessionId(session), new RequestNumber(number), operation);

    /// <summary>Metadata as a replica of Viewstamped Replication writes it.</summary>
    public static DurableState State(ulong view, ulong logView)
    {
        var views = new ViewstampedMetadata { View = new ViewNumber(view), LogView = new ViewNumber(logView) };
        return new DurableState { Protocol = views.ToBlock() };
    }

    /// <summary>An entry that was given its place by a primary is committed there.</summary>
    public static void Committed(this CommittedEntriesChecker checker, int replica, Entry entry) =>
        checker.Committed(replica, CommittedEntry.Of(entry));

    /// <summary>Extends the reference by an entry that was given its place by a primary.</summary>
    public static void Extend(this ExactlyOnceChecker checker, Entry entry) =>
        checker.Extend(CommittedEntry.Of(entry));

    private static Entry Make(Entry? parent, ulong view, EntryKind kind, EntryItem[] items)
    {
        var builder = new EntryBuilder();
        foreach (var item in items)
        {
            builder.Add(item);
        }

        var op = (parent?.Op.Value ?? 0) + 1;
        return builder.Seal(new EntryHeader
        {
            Parent = parent?.Checksum ?? default,
            Cluster = Cluster,
            View = new ViewNumber(view),
            Op = new OpNumber(op),
            Timestamp = new AgreedTime((long)op),
            Kind = kind,
        });
    }
}
