namespace Quorate.Simulation.Tests;

/// <summary>
/// The scenario scripts under tests/Scenarios: each must give exactly the trace that is written in it. Set
/// QUORATE_REWRITE_SCENARIOS to write the traces anew, and review the difference.
/// </summary>
public sealed class ScenarioTests
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "Scenarios", "vr");

    public static TheoryData<string> Scripts =>
        [.. Directory.GetFiles(Folder, "*.scn").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void AScriptGivesTheTraceThatIsWrittenInIt(string script)
    {
        var path = Path.Combine(Folder, script);
        var text = File.ReadAllText(path);
        var result = ScriptRunner.Run(text);
        if (Environment.GetEnvironmentVariable("QUORATE_REWRITE_SCENARIOS") is not null)
        {
            File.WriteAllText(path, result.Text);
            text = result.Text;
        }

        Assert.Empty(result.Problems);
        Assert.Equal(text, result.Text);
        Assert.True(text.Split('\n').Length <= 150, "one lesson a file, at most 150 lines");
    }

    [Fact]
    public void AnExpectationThatFailsAndACommandThatIsUnknownAreReported()
    {
        var result = ScriptRunner.Run("> run 10\n> expect r0 view=7\n> jump r1\n");
        Assert.Equal(2, result.Problems.Count);
        Assert.Contains("view=0", result.Problems[0], StringComparison.Ordinal);
        Assert.Contains("jump", result.Problems[1], StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Quorate.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException("the tests run inside the repository");
        }

        return folder;
    }
}
