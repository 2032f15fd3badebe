using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>A stack, the faults of its model, and the properties it has in it.</summary>
internal sealed record StackCase(
    Func<StackContext, ILayer> Stack,
    StackFaults Faults,
    Func<BroadcastHistory, IEnumerable<Violation>>[] Properties)
{
    public bool IsLink { get; init; }

    public int Members { get; init; } = 3;

    public int Requests { get; init; } = 30;

    public bool AsksWhenQuiet { get; init; } = true;

    public int RoundsMax { get; init; } = 3_000;

    public IReadOnlyList<CellKind> Forgets { get; init; } = [];

    public StackWorld Run(ulong seed) => StackWorld.Run(new StackWorldOptions
    {
        Seed = seed,
        Stack = Stack,
        Faults = Faults,
        IsLink = IsLink,
        Members = Members,
        Requests = Requests,
        AsksWhenQuiet = AsksWhenQuiet,
        RoundsMax = RoundsMax,
        Forgets = Forgets,
    });

    // A run that ended early says nothing about what should have arrived later.
    public List<Violation> Violations(StackWorld world) => world.Stopped is { } stopped
        ? [stopped, .. Properties.SelectMany(property => property(world.History)).Where(IsSafety)]
        : [.. Properties.SelectMany(property => property(world.History)), .. world.RefusedWhenQuiet];

    /// <summary>No seed violates anything; together the seeds delivered something.</summary>
    public void IsCleanOver(int seeds)
    {
        var delivered = 0;
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            var world = Run(seed);
            var violations = Violations(world);
            Assert.True(violations.Count == 0, $"seed {seed}: {string.Join("; ", violations.Take(5))}");
            delivered += world.History.Of(BroadcastStepKind.Delivered).Count();
        }

        Assert.True(delivered > 5 * seeds, $"{seeds} runs delivered {delivered} messages");
    }

    /// <summary>The named checker catches the mutant; the same run without it is clean.</summary>
    public void Catches(string checker, int seedsMax, Func<StackCase, StackCase> mutate)
    {
        var mutant = mutate(this);
        SortedSet<string> others = [];
        for (var seed = 1UL; seed <= (ulong)seedsMax; seed++)
        {
            var found = mutant.Violations(mutant.Run(seed));
            if (found.Find(violation => violation.Checker == checker) is { } caught)
            {
                Assert.Empty(Violations(Run(seed)));
                TestContext.Current.TestOutputHelper?.WriteLine($"caught at seed {seed}: {caught}");
                return;
            }

            others.UnionWith(found.Select(violation => violation.Checker));
        }

        Assert.Fail($"{checker} caught nothing in {seedsMax} seeds; others: {string.Join(", ", others)}");
    }

    private static bool IsSafety(Violation violation) => violation.Checker is NoCreationChecker.Name
        or NoDuplicationChecker.Name or FifoOrderChecker.Name or CausalOrderChecker.Name or TotalOrderChecker.Name
        or TimeOrderChecker.Name;
}
