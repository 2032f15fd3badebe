using System.Text.RegularExpressions;

namespace Quorate.Gates.Tests;

/// <summary>What documents and comments point to exists: files, tests, rules and sections.</summary>
public sealed partial class DocumentTests
{
    private const string RulesPath = "docs/protocols/viewstamped.md";
    private const string ArchitecturePath = "docs/architecture.md";

    public static TheoryData<string> Documents() =>
        [.. new[] { ".", "docs", "docs/adr", "docs/protocols" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinkedFilesExist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var missing = Link().Matches(Read(document))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target)))
            .ToList();
        Assert.True(missing.Count == 0, $"{document} links to {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void NamedTestsExist(string document)
    {
        var sources = Repository.SourceFiles()
            .Where(path => path.StartsWith("tests", StringComparison.Ordinal))
            .ToLookup(path => Path.GetFileNameWithoutExtension(path)!, Read, StringComparer.Ordinal);
        var missing = NamedTest().Matches(Read(document))
            .Where(match => !sources[match.Groups["class"].Value].Any(source =>
                source.Contains($" {match.Groups["method"].Value}", StringComparison.Ordinal)))
            .Select(match => match.Value)
            .ToList();
        Assert.True(missing.Count == 0, $"{document} names {string.Join(", ", missing)}");
    }

    [Theory]
    [InlineData(RulesPath)]
    [InlineData("docs/clocks.md")]
    [InlineData("docs/protocols/broadcasts.md")]
    [InlineData("docs/protocols/lamport-mutual-exclusion.md")]
    [InlineData("docs/protocols/lamport.md")]
    public void RulesThatCommentsCiteAreInThePage(string page)
    {
        var rules = Read(page);
        AssertCited(Path.GetFileName(page), rule => rules.Contains($"**{rule}**", StringComparison.Ordinal)
            || rules.Contains($"\n## {rule} ", StringComparison.Ordinal));
    }

    [Fact]
    public void SectionsThatCommentsCiteAreInThePage()
    {
        var sections = Read(ArchitecturePath);
        AssertCited("architecture.md", section =>
            sections.Contains($"\n## {section.TrimStart('§')}. ", StringComparison.Ordinal));
    }

    private static void AssertCited(string page, Predicate<string> isDefined)
    {
        var citation = new Regex(Regex.Escape(page) + @"((,? (and )?)(?<rule>[A-Z]{1,3}-?\d+|§?\d+(\.\d+)?))+");
        var unknown = Repository.SourceFiles()
            .SelectMany(path => citation.Matches(Read(path))
                .SelectMany(match => match.Groups["rule"].Captures)
                .Select(capture => capture.Value)
                .Where(rule => !isDefined(rule))
                .Select(rule => $"{path}: {page} {rule}"))
            .ToList();
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<class>[A-Z]\w+Tests)(\.(?<method>[A-Z]\w+))?`")]
    private static partial Regex NamedTest();
}
