namespace Quorate.Tests;

public sealed class ReplicaEventCodecTests
{
    private static readonly CheckpointReference _reference =
        new(new OpNumber(9), new Checksum(8), new AgreedTime(7), new Checksum(6));

    public static TheoryData<string> Kinds => [.. All().Select(each => each.ToString()!).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryEventSurvivesItsEncoding(string kind)
    {
        foreach (var replicaEvent in Of(kind))
        {
            var encoded = ReplicaEventCodec.Encode(replicaEvent, LogWriter.Cluster);
            var decoded = ReplicaEventCodec.Decode(encoded, LogWriter.Cluster, FakeMessage.Decoder);
            Assert.NotNull(decoded);
            Assert.Equal(replicaEvent.ToString(), decoded.ToString());
            Assert.Equal(encoded, ReplicaEventCodec.Encode(decoded, LogWriter.Cluster));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryTruncationAndExtensionIsRefused(string kind)
    {
        foreach (var replicaEvent in Of(kind))
        {
            var encoded = ReplicaEventCodec.Encode(replicaEvent, LogWriter.Cluster);
            for (var length = 0; length < encoded.Length; length++)
            {
                Assert.Null(
                    ReplicaEventCodec.Decode(encoded.AsMemory(0, length), LogWriter.Cluster, FakeMessage.Decoder));
            }

            byte[] longer = [.. encoded, 0];
            Assert.Null(ReplicaEventCodec.Decode(longer, LogWriter.Cluster, FakeMessage.Decoder));
        }
    }

    [Fact]
    public void EveryEventTypeOfTheContractIsCovered()
    {
        var types = typeof(ReplicaEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ReplicaEvent)));
        Assert.Equal(
            types.Select(type => type.FullName).Order(StringComparer.Ordinal),
            All().Select(each => each.ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FieldsKeepTheirValues()
    {
        var started = Decoded(new Started(new Incarnation(3), 4, new MonotonicTime(5), Recovered("bad record")));
        Assert.Equal(
            (3UL, 4UL, 5L), (started.Incarnation.Value, started.Seed, started.Now.Nanoseconds));
        Assert.Equal("bad record", started.Recovered.Corruption);
        Assert.Equal(Recovered(null).Durable, started.Recovered.Durable);
        Assert.Equal([1UL, 2UL], started.Recovered.Log.Select(entry => entry.Op.Value));
        Assert.Null(Decoded(new LogRead(new Cookie(1), null)).Entries);
        Assert.Equal(new AgreedTime(12), Decoded(new Executed(new OpNumber(1), new AgreedTime(12))).NextDeadline);
        Assert.Null(Decoded(new Executed(new OpNumber(1), null)).NextDeadline);
        Assert.Equal([true, false], Decoded(new Verified(new Cookie(1), [true, false])).Results);
    }

    private static TEvent Decoded<TEvent>(TEvent replicaEvent)
        where TEvent : ReplicaEvent => Assert.IsType<TEvent>(ReplicaEventCodec.Decode(
            ReplicaEventCodec.Encode(replicaEvent, LogWriter.Cluster), LogWriter.Cluster, FakeMessage.Decoder));

    private static IEnumerable<ReplicaEvent> Of(string kind) => All().Where(each => each.ToString() == kind);

    private static ReplicaEvent[] All() =>
    [
        new Started(new Incarnation(1), 2, new MonotonicTime(3), Recovered(null)),
        new Started(new Incarnation(1), 2, new MonotonicTime(3), Recovered("a torn – no, corrupt record")),
        new Tick(new MonotonicTime(-1), new AgreedTime(long.MaxValue)),
        TurnEnd.Instance,
        new RequestsArrived([]),
        new RequestsArrived(
            [LogWriter.Item(new SessionId(1), 2, "abc"), LogWriter.Item(new SessionId(ulong.MaxValue), 3, "")]),
        new ReadRequested(new Cookie(77)),
        new MessageReceived(new ReplicaId(1), new FakeMessage { View = new ViewNumber(4), Text = "hello" }),
        new PeerUp(new ReplicaId(2)),
        new PeerDown(new ReplicaId(2)),
        new Persisted(new Ticket(5)),
        new LogRead(new Cookie(6), null),
        new LogRead(new Cookie(6), []),
        new LogRead(new Cookie(6), Log()),
        new Executed(new OpNumber(7), null),
        new Executed(new OpNumber(7), new AgreedTime(8)),
        new CheckpointTaken(_reference),
        new CheckpointDurable(_reference, 123_456),
        new CheckpointInstalled(_reference),
        new CheckpointRead(new Cookie(1), _reference, 2, 3, new byte[] { 4, 5, 6 }),
        new CheckpointRead(new Cookie(1), _reference, 0, 0, default),
        new Verified(new Cookie(1), [true, false, true]),
    ];

    private static RecoveredState Recovered(string? corruption) => new()
    {
        Durable = new DurableState
        {
            LogBase = new OpNumber(3),
            Protocol = ProtocolBlock.Of([1, 2, 3]),
            Checkpoint = _reference,
        },
        Log = Log(),
        Corruption = corruption,
    };

    private static List<Entry> Log()
    {
        var writer = new LogWriter();
        return [writer.Register(1), writer.Normal(LogWriter.Item(new SessionId(1), 1, "abc"))];
    }
}
