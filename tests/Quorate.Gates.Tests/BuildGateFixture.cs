namespace Quorate.Gates.Tests;

/// <summary>
/// One build of a solution in which every gate of the build is violated once; shared, because a build takes seconds.
/// </summary>
public sealed class BuildGateFixture
{
    /// <summary>Builds the solution.</summary>
    public BuildGateFixture()
    {
        using var solution = new SampleSolution();
        solution.AddProject("Quorate", "Pure");
        solution.WriteFile("Quorate", "Fine.cs", Documented("public static class Fine\n{\n}"));
        solution.AddProject("Quorate.Pbft", "Pure", Reference("Quorate"));
        solution.AddProject("Quorate.Viewstamped", "Pure", Reference("Quorate", "Quorate.Pbft"));
        solution.AddProject("Quorate.Simulation", "Pure", Reference("Quorate.Transport"));
        solution.AddProject("Quorate.Storage", "Adapter", Reference("Quorate.Simulation"));
        solution.AddProject("Quorate.Transport", "Adapter", Reference("Quorate"));
        solution.AddProject("Quorate.Tracing", "Pure", "<PackageReference Include=\"Google.Protobuf\" />");
        solution.AddProject("Quorate.KeyValue", "Pure", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />");
        solution.AddProject("Quorate.Lab", "Adapter");
        solution.AddProject("Quorate.Stray", "Pure");
        solution.AddProject("Quorate.Broadcast", "Pure");
        WriteBannedCalls(solution);
        solution.WriteFile("Quorate.Broadcast", "TooLong.cs", LongMethod());
        solution.WriteFile("Quorate.Broadcast", "WrongName.cs", Documented("public static class OtherName\n{\n}"));
        Errors = solution.BuildErrors();
    }

    /// <summary>Every error line that the build printed.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Calls that a Pure project must not make; each is the body of a method of its own.</summary>
    public static TheoryData<string> BannedCalls { get; } =
    [
        "System.IO.File.Exists(\"x\")",
        "new System.IO.MemoryStream()",
        "System.Net.IPAddress.Loopback",
        "(System.Action)System.Threading.Interlocked.MemoryBarrier",
        "System.Threading.Tasks.Task.CompletedTask",
        "System.DateTime.UtcNow",
        "System.DateTimeOffset.UtcNow",
        "System.DateTimeOffset.Now",
        "System.Diagnostics.Stopwatch.GetTimestamp()",
        "System.TimeProvider.System",
        "System.Random.Shared",
        "System.Guid.NewGuid()",
        "System.Environment.TickCount64",
        "System.Console.Out",
        "System.Security.Cryptography.RandomNumberGenerator.GetInt32(2)",
        "System.HashCode.Combine(1)",
        "\"text\".GetHashCode()",
        "System.Activator.CreateInstance<object>()",
    ];

    private static void WriteBannedCalls(SampleSolution solution)
    {
        var index = 0;
        foreach (var call in BannedCalls)
        {
            // One file a call: its name in the error line says which call was refused.
            var name = BannedFile(index++);
            solution.WriteFile(
                "Quorate.Broadcast",
                name + ".cs",
                $"internal static class {name} {{ public static object Call() => {call.Data}; }}");
        }
    }

    /// <summary>The name of the file that holds the banned call with this index.</summary>
    public static string BannedFile(int index) => $"Banned{index}X";

    private static string Reference(params string[] projects) =>
        string.Concat(projects.Select(project => $"<ProjectReference Include=\"../{project}/{project}.csproj\" />"));

    private static string Documented(string type) => $"namespace Sample;\n\n/// <summary>A sample.</summary>\n{type}";

    private static string LongMethod()
    {
        var lines = string.Concat(Enumerable.Range(0, 70).Select(line => $"        total += {line};\n"));
        return $$"""
            internal static class TooLong
            {
                public static int Sum()
                {
                    var total = 0;
            {{lines}}
                    return total;
                }
            }
            """;
    }
}
