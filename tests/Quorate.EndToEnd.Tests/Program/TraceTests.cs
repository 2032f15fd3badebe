using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Program;

/// <summary><c>quorate simulate --trace</c> as its users see it.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-trace-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run.html", "<!DOCTYPE html>")]
    [InlineData("run.svg", "<svg ")]
    [InlineData("run.ndjson", "{\"format\":\"quorate-trace\"")]
    [InlineData("run.shiviz.txt", "(?<host>")]
    public async Task TheFilesNameDecidesWhatIsWritten(string name, string beginning)
    {
        var path = Path.Combine(_folder, name);
        var result = await QuorateBinary.RunAsync(
            "simulate", "--seed", "7", "--seconds", "1s", "--trace", path, "--trace-events", "300");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the first 300 of ", result.Error, StringComparison.Ordinal);
        Assert.StartsWith(beginning, await File.ReadAllTextAsync(path, Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run.pdf", "has to end in .html, .svg, .ndjson or .shiviz.txt")]
    [InlineData("missing/run.html", "there is no folder")]
    public async Task ABadFileIsRefusedBeforeAnythingRuns(string name, string reason)
    {
        var path = Path.Combine(_folder, name);
        var result = await QuorateBinary.RunAsync("simulate", "--seeds", "1..1000000", "--trace", path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task ManySeedsWithoutAFailureDrawNothingAndSaySo()
    {
        var path = Path.Combine(_folder, "run.html");
        var result = await QuorateBinary.RunAsync("simulate", "--seeds", "1..2", "--seconds", "1s", "--trace", path);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("no seed failed", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task AScenarioScriptIsDrawnAndWhatDoesNotHoldInItIsPrinted()
    {
        var script = Path.Combine(_folder, "a-story.scn");
        var path = Path.Combine(_folder, "story.svg");
        await File.WriteAllTextAsync(script, "> request c1 r0 5\n> run 10\n> expect c1 Executed\n", Stop);
        var good = await QuorateBinary.RunAsync("simulate", "--scenario", script, "--trace", path);
        Assert.Equal(0, good.ExitCode);
        Assert.Contains("A story", await File.ReadAllTextAsync(path, Stop), StringComparison.Ordinal);
        await File.WriteAllTextAsync(script, "> run 10\n> expect r0 view=7\n", Stop);
        var bad = await QuorateBinary.RunAsync("simulate", "--scenario", script);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("expect r0 view=7: it is view=0", bad.Output, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
