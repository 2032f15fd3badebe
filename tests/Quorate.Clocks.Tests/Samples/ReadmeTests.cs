using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Quorate.Clocks.Tests;

/// <summary>
/// What the README shows of the clocks is a program that is built with the tests, character by character.
/// </summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void TheReadmeShowsTheSampleAsItIs()
    {
        var root = Root();
        var shown = CodeBlock().Matches(File.ReadAllText(Path.Combine(root, "README.md")))
            .Select(match => match.Groups[1].Value)
            .Single(code => code.Contains("using Quorate.Broadcast;", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllText(Path.Combine(root, "samples", "ClocksInTenLines", "Program.cs")), shown);
    }

    [Fact]
    public async Task TheSampleOfTheReadmeRuns()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "ClocksInTenLines.dll") },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var printed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("Merged: the answer is later than its question: True\n", printed, StringComparison.Ordinal);
        var times = printed.Split('\n')[1..3];
        Assert.True(string.CompareOrdinal(times[0], times[1]) < 0, printed);
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Quorate.slnx")))
        {
            directory = Path.GetDirectoryName(directory)
                ?? throw new InvalidOperationException("There is no Quorate.slnx in any folder above these tests.");
        }

        return directory;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
