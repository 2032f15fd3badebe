using System.Diagnostics;

namespace Quorate.Gates.Tests;

/// <summary>The last line of .ci/run counts what the test projects reported (.ci/count-tests).</summary>
public sealed class CountTestsTests : IDisposable
{
    private readonly string _reports = Directory.CreateTempSubdirectory("quorate-count-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_reports, recursive: true);

    [Fact]
    public void ReportsOfAllProjectsAreAddedUp()
    {
        WriteReport("first", tests: 14, passed: 12, failed: 1, pending: 0, skipped: 1);
        WriteReport("second", tests: 30, passed: 30, failed: 0, pending: 0, skipped: 0);
        Assert.Equal("42 1 1", Count(projects: 2));
    }

    [Fact]
    public void ProjectWithoutAReportCountsAsAFailure()
    {
        WriteReport("only", tests: 3, passed: 3, failed: 0, pending: 0, skipped: 0);
        Assert.Equal("3 1 0", Count(projects: 2));
    }

    [Fact]
    public void ProjectThatRanNoTestCountsAsAFailure()
    {
        WriteReport("empty", tests: 0, passed: 0, failed: 0, pending: 0, skipped: 0);
        Assert.Equal("0 1 0", Count(projects: 1));
    }

    [Fact]
    public void NothingAtAllIsNoSuccess() => Assert.Equal("0 2 0", Count(projects: 2));

    private void WriteReport(string name, int tests, int passed, int failed, int pending, int skipped) =>
        File.WriteAllText(Path.Combine(_reports, name + ".ctrf"), $$"""
            {
              "results": {
                "tool": { "name": "xUnit.net v3", "version": "3.2.2" },
                "summary": {
                  "tests": {{tests}}, "passed": {{passed}}, "failed": {{failed}}, "pending": {{pending}},
                  "skipped": {{skipped}}, "other": 0, "suites": 1, "start": 1795371356243, "stop": 1795371385641
                },
                "tests": [ { "name": "A test that says \"passed\":7", "status": "passed", "duration": 6 } ]
              }
            }
            """);

    private string Count(int projects)
    {
        const string script =
            "set -euo pipefail; source .ci/count-tests; count_tests \"$1\" \"$2\"; echo $passed $failed $skipped";
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", script, "bash", _reports, $"{projects}" },
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
