using System.Xml.Linq;

namespace Quorate.Gates.Tests;

/// <summary>
/// The built Pure assemblies hold nothing impure, and the scan that says so can tell (architecture.md §7).
/// </summary>
public sealed class PurityTests
{
    private static readonly string s_samples =
        Path.Combine(AppContext.BaseDirectory, typeof(PurityTests).Assembly.GetName().Name + ".dll");

    public static TheoryData<string> PureProjects()
    {
        var layers = XDocument.Load(Path.Combine(Repository.Root, "eng", "Layers.props"));
        var names = layers.Descendants("QuorateProject")
            .Where(row => row.Attribute("Kind")?.Value == "Pure")
            .Select(row => row.Attribute("Include")!.Value)
            .Where(name => Directory.Exists(Path.Combine(Repository.Root, "src", name)));
        return [.. names];
    }

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void PureAssemblyTakesNoLocksAwaitsNothingAndEnumeratesInOrder(string project)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, project + ".dll");
        Assert.True(File.Exists(assembly), $"{project} is Pure, but this test project does not reference it.");
        var violations = PurityScan.Violations(assembly, _ => true);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Theory]
    [InlineData("TakeMonitor takes a lock (System.Threading.Monitor.")]
    [InlineData("TakeLock takes a lock (System.Threading.Lock")]
    [InlineData("EnumerateDictionary enumerates an unordered collection (System.Collections.Generic.Dictionary`2<")]
    [InlineData("Keys enumerates an unordered collection (System.Collections.Generic.Dictionary`2<String,Int32>.get_K")]
    [InlineData("EnumerateValues enumerates an unordered collection (System.Collections.Generic.Dictionary`2")]
    [InlineData("EnumerateSet enumerates an unordered collection (System.Collections.Generic.HashSet`1<Int32>")]
    [InlineData("is the state machine of an async method")]
    [InlineData("s_counter is a mutable static field")]
    [InlineData("s_held is a static field that holds a mutable collection")]
    public void ScanFindsWhatIsImpure(string expected)
    {
        var violations = PurityScan.Violations(
            s_samples, type => type.Contains(".ImpureSample", StringComparison.Ordinal));
        Assert.Contains(violations, violation => violation.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void ScanAcceptsLookUpsSortedEnumerationLambdasAndIterators() =>
        Assert.Empty(PurityScan.Violations(s_samples, type => type.Contains(".PureSample", StringComparison.Ordinal)));
}
