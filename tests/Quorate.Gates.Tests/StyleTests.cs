namespace Quorate.Gates.Tests;

/// <summary>Every file of the repository keeps the limits, and the rules that say so can tell.</summary>
public sealed class StyleTests
{
    [Fact]
    public void EverySourceFileKeepsTheLimits()
    {
        var violations = Repository.SourceFiles()
            .SelectMany(path => StyleRules.Violations(path, File.ReadAllText(Path.Combine(Repository.Root, path))))
            .ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public void RepositoryHasSourceFilesToCheck() => Assert.True(Repository.SourceFiles().Count() > 50);

    [Theory]
    [InlineData("src/A.cs", 400, false)]
    [InlineData("src/A.cs", 401, true)]
    [InlineData("tests/A.cs", 600, false)]
    [InlineData("tests/A.cs", 601, true)]
    public void LongFileIsRefused(string path, int lineCount, bool isRefused) =>
        Assert.Equal(isRefused, StyleRules.Violations(path, string.Concat(Enumerable.Repeat("x\n", lineCount))).Any());

    [Theory]
    [InlineData("\tx")]
    [InlineData("x\r")]
    [InlineData("// TO" + "DO: later")]
    [InlineData("    // FIX" + "ME")]
    [InlineData("    // var total = 1;")]
    [InlineData("        //if (x) {")]
    [InlineData("#pragma" + " warning disable CA1822")]
    [InlineData("public class A;\npublic class B;")]
    public void BadLineIsRefused(string text) => Assert.Single(StyleRules.Violations("src/A.cs", text));

    [Theory]
    [InlineData("// A sentence that says why.")]
    [InlineData("/// <summary>Ends in code;</summary>")]
    [InlineData("var url = \"http://a;b\";")]
    [InlineData("#pragma warning disable CA1822 // Benchmarks must be instance methods.")]
    [InlineData("public class A;\ninternal class B;")]
    public void GoodLineIsAccepted(string text) => Assert.Empty(StyleRules.Violations("src/A.cs", text));

    [Theory]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public void LongLineIsRefused(int columns, bool isRefused) =>
        Assert.Equal(isRefused, StyleRules.Violations("src/A.cs", new string('x', columns)).Any());
}
