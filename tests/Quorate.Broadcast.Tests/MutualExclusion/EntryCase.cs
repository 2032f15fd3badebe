using Quorate.Broadcast.Tests.Stacks;
using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.MutualExclusion;

/// <summary>Runs of mutual exclusion over links that repeat, number and order messages, or lack one of that.</summary>
internal static class EntryCase
{
    public static ILink FifoLinks(Membership membership) => Stacks.Stacks.Fifo(Context(membership));

    public static ILink PerfectLinks(Membership membership) => Stacks.Stacks.Perfect(Context(membership));

    public static ILink BareLinks(Membership membership) => new FairLossLink(membership);

    public static EntryWorldOptions Over(Func<Membership, ILink> links) =>
        new() { Seed = 0, Links = links, Faults = StackFaults.FairLoss };

    public static List<Violation> Violations(BroadcastHistory history) =>
    [
        .. ExclusionChecker.Check(history),
        .. GrantOrderChecker.Check(history),
        .. EntryGrantedChecker.Check(history),
    ];

    /// <summary>The named checker catches the mutant; the sound run of that seed is clean.</summary>
    public static void Catches(string checker, int seedsMax, EntryWorldOptions mutant)
    {
        SortedSet<string> others = [];
        for (var seed = 1UL; seed <= (ulong)seedsMax; seed++)
        {
            var found = Violations(EntryWorld.Run(mutant with { Seed = seed }).History);
            if (found.Exists(violation => violation.Checker == checker))
            {
                Assert.Empty(Violations(EntryWorld.Run(Over(FifoLinks) with { Seed = seed }).History));
                return;
            }

            others.UnionWith(found.Select(violation => violation.Checker));
        }

        Assert.Fail($"{checker} caught nothing in {seedsMax} seeds; others: {string.Join(", ", others)}");
    }

    private static StackContext Context(Membership membership) =>
        new(membership, StableCells.Volatile(), new Incarnation(1));
}
