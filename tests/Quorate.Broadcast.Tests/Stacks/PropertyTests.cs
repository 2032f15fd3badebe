namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Each stack keeps its properties over random schedules in its model (broadcasts.md §3 and §4).</summary>
public sealed class PropertyTests
{
    public static TheoryData<string> Cases() => [.. StackCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void StackKeepsItsPropertiesOverRandomSchedules(string name) => StackCases.All[name].IsCleanOver(seeds: 150);

    // Five processes, of which as many crash as a majority allows.
    [Theory]
    [MemberData(nameof(Cases))]
    public void StackKeepsItsPropertiesInALargerGroup(string name)
    {
        var sound = StackCases.All[name];
        var crashes = sound.Faults.Crashes == 1 ? 2 : sound.Faults.Crashes;
        (sound with { Members = 5, Faults = sound.Faults with { Crashes = crashes } }).IsCleanOver(seeds: 40);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualSeedsGiveEqualHistories(string name)
    {
        var (first, second) = (StackCases.All[name].Run(7), StackCases.All[name].Run(7));
        Assert.Equal(first.History.Steps, second.History.Steps);
        Assert.Equal(first.FramesSent, second.FramesSent);
    }
}
