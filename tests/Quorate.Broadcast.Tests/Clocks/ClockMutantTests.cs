namespace Quorate.Broadcast.Tests;

/// <summary>Each rule of each clock, broken, is caught by the property that states it, within 200 executions.</summary>
public sealed class ClockMutantTests
{
    private const int Executions = 200;

    private static readonly Func<ulong, ulong, ulong> s_lamportTick = (own, _) => own + 1;
    private static readonly Func<ulong, ulong, ulong> s_hybridTick = (own, wall) => Math.Max(own + 1, wall);

    private static readonly Func<ulong, ulong, ulong, ulong> s_hybridReceive =
        (own, received, wall) => Math.Max(Math.Max(own, received) + 1, wall);

    public static TheoryData<string> Mutants() => [.. Scalars().Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void BrokenRuleIsCaught(string name)
    {
        var (mutant, property) = Scalars()[name];
        Assert.True(
            Seeds().Any(seed => Violates(Execution.Random(seed), mutant, property)),
            $"{Executions} executions did not catch the mutant '{name}'");
    }

    [Fact]
    public void ShippedClocksAreCleanUnderTheSameProperties()
    {
        foreach (var (mutant, property) in Scalars().Values)
        {
            var isLamport = property == ScalarProperties.CountsTheLongestChain;
            IScalarClock Shipped() => isLamport
                ? ScalarClocks.Lamport()
                : ScalarClocks.Hybrid(TimeSpan.FromMilliseconds(20));
            Assert.DoesNotContain(Seeds(), seed => Violates(Execution.Random(seed), Shipped, property));
        }
    }

    [Theory]
    [InlineData("the receive is no event", false, "max")]
    [InlineData("only the sender's count is merged", true, "sender")]
    [InlineData("the received count replaces the own one", true, "replace")]
    [InlineData("counts are added", true, "sum")]
    [InlineData("nothing is merged", true, "none")]
    public void BrokenVectorRuleIsCaught(string name, bool ticksOnReceive, string merge)
    {
        Func<ulong, ulong, bool, ulong> rule = merge switch
        {
            "max" => (own, received, _) => Math.Max(own, received),
            "sender" => (own, received, isSender) => isSender ? Math.Max(own, received) : own,
            "replace" => (_, received, _) => received,
            "sum" => (own, received, _) => own + received,
            _ => (own, _, _) => own,
        };
        Assert.True(
            Seeds().Any(seed => IsVectorCaught(
                seed, (self, members) => new BrokenVectorClock(self, members, ticksOnReceive, rule))),
            $"{Executions} executions did not catch the mutant '{name}'");
    }

    [Fact]
    public void VectorRuleByTheBookIsClean() =>
        Assert.DoesNotContain(Seeds(), seed => IsVectorCaught(
            seed, (self, members) => new BrokenVectorClock(
                self, members, ticksOnReceive: true, (own, received, _) => Math.Max(own, received))));

    private static IEnumerable<ulong> Seeds() => Enumerable.Range(1, Executions).Select(seed => (ulong)seed);

    private static bool IsVectorCaught(ulong seed, Func<int, int, IVectorUnderTest> mutant)
    {
        var execution = Execution.Random(seed);
        return VectorClocks.TellsHappenedBefore(execution, VectorClocks.Run(execution, mutant)) is not null;
    }

    private static bool Violates(
        Execution execution, Func<IScalarClock> mutant, Func<Execution, ulong[], string?> property) =>
        property(execution, ScalarClocks.Run(execution, mutant)) is not null;

    private static Dictionary<string, (Func<IScalarClock> Mutant, Func<Execution, ulong[], string?> Property)> Scalars()
    {
        var mutants = new Dictionary<string, (Func<IScalarClock>, Func<Execution, ulong[], string?>)>();
        void Add(
            string name, Func<ulong, ulong, ulong> tick, Func<ulong, ulong, ulong, ulong> receive,
            Func<Execution, ulong[], string?> property) =>
            mutants.Add(name, (() => new BrokenScalarClock(tick, receive), property));

        Add("L1: a send does not tick", (own, _) => own, (own, received, _) => Math.Max(own, received) + 1,
            ScalarProperties.ClockCondition);
        Add("L2: a receive ignores the message", s_lamportTick, (own, _, _) => own + 1,
            ScalarProperties.ClockCondition);
        Add("L2: a receive forgets its own time", s_lamportTick, (_, received, _) => received + 1,
            ScalarProperties.ClockCondition);
        Add("L2: a receive does not step past the message", s_lamportTick,
            (own, received, _) => Math.Max(own, received), ScalarProperties.ClockCondition);
        Add("L2: a receive steps twice", s_lamportTick, (own, received, _) => Math.Max(own, received) + 2,
            ScalarProperties.CountsTheLongestChain);
        Add("H1: time follows a wall clock that stands still", (_, wall) => wall, s_hybridReceive,
            ScalarProperties.ClockCondition);
        Add("H1: the wall clock is not read", s_lamportTick,
            (own, received, _) => Math.Max(own, received) + 1, ScalarProperties.NotBehindTheWall);
        Add("H1: every event costs a millisecond", (own, wall) => Math.Max(own + 65536, wall), s_hybridReceive,
            ScalarProperties.DriftIsBoundedBySkew);
        Add("H1: the counter is not reset", (own, wall) => Math.Max(own + 1, wall | ((own + 1) & 0xFFFF)),
            s_hybridReceive, ScalarProperties.CounterIsBounded);
        Add("H2: a receive ignores the message", s_hybridTick, (own, _, wall) => Math.Max(own + 1, wall),
            ScalarProperties.ClockCondition);
        Add("H2: a receive forgets its own time", s_hybridTick,
            (_, received, wall) => Math.Max(received + 1, wall), ScalarProperties.ClockCondition);
        Add("H2: a receive takes the message's time without its counter", s_hybridTick,
            (own, received, wall) => Math.Max(Math.Max(own + 1, received & ~0xFFFFUL), wall),
            ScalarProperties.ClockCondition);
        Add("H2: a receive does not read the wall clock", s_hybridTick,
            (own, received, _) => Math.Max(own, received) + 1, ScalarProperties.NotBehindTheWall);
        Add("H2: a receive adds the counters", s_hybridTick,
            (own, received, wall) => Math.Max(Math.Max(own, received) + 1 + (own & 0xFFFF), wall),
            ScalarProperties.EqualsThePaper);
        return mutants;
    }
}
