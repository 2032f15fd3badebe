using Quorate.Simulation;

namespace Quorate.Tracing.Tests;

/// <summary>
/// The pictures in docs are drawn from the scenario scripts. Set QUORATE_REWRITE_PICTURES to draw them anew, and look
/// at what changed.
/// </summary>
public sealed class PictureTests
{
    private const double PageWidth = 1000;
    private static readonly string Scenarios = Repository.At("tests", "Scenarios");
    private static readonly string Pictures = Repository.At("docs", "protocols", "pictures");

    public static TheoryData<string> Scripts => [.. Directory
        .EnumerateFiles(Scenarios, "*.scn", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Scenarios, path))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void ThePictureOfAScriptShowsWhatTheScriptDoesNow(string script)
    {
        var name = NameOf(script);
        var title = Path.GetFileNameWithoutExtension(script).Replace('-', ' ');
        var traced = ScriptRunner.Trace(
            File.ReadAllText(Path.Combine(Scenarios, script)), char.ToUpperInvariant(title[0]) + title[1..], 100_000);
        Assert.Empty(traced.Result.Problems);
        var drawn = SvgWriter.Write(traced.Trace, PageWidth);
        var path = Path.Combine(Pictures, name);
        if (Environment.GetEnvironmentVariable("QUORATE_REWRITE_PICTURES") is not null)
        {
            File.WriteAllText(path, drawn);
        }

        var isTrue = File.Exists(path) && File.ReadAllText(path) == drawn;
        Assert.True(isTrue, $"{path} is not what the script does: set QUORATE_REWRITE_PICTURES and run this test");
    }

    [Fact]
    public void EveryPictureIsOfAScript()
    {
        Assert.Equal(
            Scripts.Select(row => NameOf(row.Data)).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Pictures).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    private static string NameOf(string script) =>
        Path.ChangeExtension(script.Replace(Path.DirectorySeparatorChar, '-'), ".svg");
}
