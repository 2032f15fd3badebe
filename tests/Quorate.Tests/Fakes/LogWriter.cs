using System.Buffers.Binary;

namespace Quorate.Tests;

/// <summary>Makes a chain of entries, as a primary would.</summary>
internal sealed class LogWriter
{
    public static readonly ClusterId Cluster = new(7);
    private readonly EntryBuilder _builder = new();

    public OpNumber Head { get; private set; }

    public Checksum HeadChecksum { get; private set; }

    public AgreedTime Time { get; private set; } = new(1_000);

    public Entry Normal(params EntryItem[] items) => Make(EntryKind.Normal, EntryFlags.None, items);

    public Entry Register(ulong client) => Make(
        EntryKind.Register,
        EntryFlags.None,
        [EntryItem.Create(SessionId.Zero, RequestNumber.Zero, ClientId(client))]);

    public Entry Make(EntryKind kind, EntryFlags flags, IEnumerable<EntryItem> items)
    {
        foreach (var item in items)
        {
            _builder.Add(item);
        }

        Head = Head.Next;
        Time = new AgreedTime(Time.UnixNanoseconds + 1);
        var entry = _builder.Seal(new EntryHeader
        {
            Cluster = Cluster,
            Parent = HeadChecksum,
            Op = Head,
            Timestamp = Time,
            Kind = kind,
            Flags = flags,
        });
        HeadChecksum = entry.Checksum;
        return entry;
    }

    public static EntryItem Item(SessionId session, ulong number, string text) =>
        EntryItem.Create(session, new RequestNumber(number), System.Text.Encoding.UTF8.GetBytes(text));

    public static byte[] ClientId(ulong client)
    {
        var bytes = new byte[SessionTable.ClientIdLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, client);
        return bytes;
    }
}
