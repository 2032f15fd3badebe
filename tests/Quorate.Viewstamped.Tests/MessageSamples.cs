namespace Quorate.Viewstamped.Tests;

/// <summary>One sample of every message, with every field different from zero.</summary>
internal static class MessageSamples
{
    internal static readonly ClusterId Cluster = new(new UInt128(0x0123456789ABCDEF, 0xFEDCBA9876543210));
    internal static readonly Epoch Epoch = new(3);
    internal static readonly ReplicaId Sender = new(2);

    internal static IReadOnlyList<Message> All => [.. NormalCase(), .. ViewChanges(), .. Transfers()];

    internal static byte[] FrameOf(Message message)
    {
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, Cluster, Epoch, Sender, frame);
        return frame;
    }

    internal static Entry EntryAt(ulong op, Checksum parent, int items = 2)
    {
        var builder = new EntryBuilder();
        for (var i = 0; i < items; i++)
        {
            byte[] operation = [(byte)op, (byte)i, 7];
            builder.Add(EntryItem.Create(new SessionId(11), new RequestNumber((ulong)i + 1), operation));
        }

        return builder.Seal(new EntryHeader
        {
            Cluster = Cluster,
            Epoch = Epoch,
            View = new ViewNumber(5),
            Op = new OpNumber(op),
            Parent = parent,
            Timestamp = new AgreedTime(1_000_000 + (long)op),
            Kind = EntryKind.Normal,
            Flags = EntryFlags.Checkpoint,
        });
    }

    private static readonly ViewNumber View = new(9);
    private static readonly Entry First = EntryAt(41, new Checksum(77));
    private static readonly Entry Second = EntryAt(42, First.Checksum);

    private static readonly CheckpointReference Reference = new(
        new OpNumber(30), new Checksum(31), new AgreedTime(32), new Checksum(33));

    private static List<Message> NormalCase()
    {
        var items = new[] { EntryItem.Create(new SessionId(4), new RequestNumber(5), new byte[] { 1, 2, 3 }) };
        return
        [
            Request.Of(View, items, 0, 1),
            new Refusal { View = View, Session = new SessionId(1), Number = new RequestNumber(2), Reason = 3 },
            new Prepare { View = View, CommitNumber = new OpNumber(40), Round = new RoundNumber(6), Entry = First },
            new PrepareOk
            {
                View = View,
                Op = new OpNumber(1),
                EntryChecksum = new Checksum(2),
                Round = new RoundNumber(3),
                Checkpoint = new OpNumber(4),
            },
            new Commit
            {
                View = View,
                CommitNumber = new OpNumber(1),
                CommitChecksum = new Checksum(2),
                Op = new OpNumber(3),
                Round = new RoundNumber(4),
            },
            new CommitOk { View = View, Round = new RoundNumber(8) },
        ];
    }

    private static List<Message> ViewChanges() =>
        [
            new StartViewChange { View = View, Candidate = new ViewNumber(10) },
            new DoViewChange
            {
                View = View,
                LogView = new ViewNumber(8),
                Op = new OpNumber(42),
                CommitNumber = new OpNumber(40),
                Checkpoint = new OpNumber(30),
                After = new OpNumber(40),
                AfterChecksum = new Checksum(77),
                Suffix = [First, Second],
            },
            new StartView
            {
                View = View,
                Op = new OpNumber(42),
                CommitNumber = new OpNumber(41),
                After = new OpNumber(40),
                AfterChecksum = new Checksum(77),
                Suffix = [First, Second],
            },
        ];

    private static List<Message> Transfers() =>
        [
            new GetState { View = View, After = new OpNumber(40), Nonce = 99 },
            new NewState
            {
                View = View,
                Nonce = 99,
                After = new OpNumber(40),
                Op = new OpNumber(42),
                CommitNumber = new OpNumber(41),
                IsComplete = true,
                Checkpoint = default,
                Entries = [First, Second],
            },
            new NewState
            {
                View = View,
                Nonce = 99,
                After = new OpNumber(4),
                Op = new OpNumber(42),
                CommitNumber = new OpNumber(41),
                IsComplete = false,
                Checkpoint = Reference,
                Entries = [],
            },
            new ReadRequest { View = View, Cookie = new Cookie(6) },
            new ReadReply { View = View, Cookie = new Cookie(6), Op = new OpNumber(7), CommitNumber = new OpNumber(5) },
            new GetCheckpoint { View = View, Op = new OpNumber(30), Chunk = 2 },
            new CheckpointChunk
            {
                View = View,
                Reference = Reference,
                Chunk = 1,
                ChunkCount = 3,
                Bytes = new byte[] { 9, 8, 7 },
            },
        ];
}
