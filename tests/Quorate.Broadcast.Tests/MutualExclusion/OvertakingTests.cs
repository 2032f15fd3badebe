namespace Quorate.Broadcast.Tests.MutualExclusion;

/// <summary>The runs that the page shows are the runs that happen (lamport-mutual-exclusion.md).</summary>
public sealed class OvertakingTests
{
    private const string Page = "docs/protocols/lamport-mutual-exclusion.md";

    [Fact]
    public void WithoutFifoBothAreInsideAndThePageShowsIt()
    {
        var told = OvertakingScenario.Play(isFifo: false);
        Assert.Contains("r1 enters by its request (1,1), WHILE r0 IS INSIDE", told, StringComparison.Ordinal);
        AssertShown(told);
    }

    [Fact]
    public void WithFifoOneWaitsForTheOtherAndThePageShowsIt()
    {
        var told = OvertakingScenario.Play(isFifo: true);
        Assert.DoesNotContain("WHILE", told, StringComparison.Ordinal);
        Assert.Contains("r1 enters by its request (1,1)", told, StringComparison.Ordinal);
        AssertShown(told);
    }

    private static void AssertShown(string told)
    {
        var directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Quorate.slnx")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        Assert.NotNull(directory);
        var page = File.ReadAllText(Path.Combine(directory, Page));
        Assert.True(
            page.Contains($"```text\n{told}\n```", StringComparison.Ordinal),
            $"{Page} does not show this run:\n{told}");
    }
}
