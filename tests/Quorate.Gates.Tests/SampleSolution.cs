using System.Diagnostics;

namespace Quorate.Gates.Tests;

/// <summary>A throw-away solution that is built with this repository's own build files.</summary>
internal sealed class SampleSolution : IDisposable
{
    private static readonly TimeSpan s_buildLimit = TimeSpan.FromMinutes(5);
    private readonly string _root = Directory.CreateTempSubdirectory("quorate-gates-").FullName;
    private readonly List<string> _projects = [];

    /// <summary>Creates an empty solution under a copy of the repository's build files.</summary>
    public SampleSolution()
    {
        foreach (var file in new[]
        {
            ".editorconfig", "global.json", "Directory.Build.props", "Directory.Build.targets",
            "Directory.Packages.props",
        })
        {
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_root, file));
        }

        var eng = Directory.CreateDirectory(Path.Combine(_root, "eng")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "eng")))
        {
            File.Copy(file, Path.Combine(eng, Path.GetFileName(file)));
        }
    }

    /// <summary>Adds a project under src/.</summary>
    /// <param name="name">Its name: it decides which row of eng/Layers.props holds.</param>
    /// <param name="layer">The layer that it declares.</param>
    /// <param name="items">Its items, as MSBuild XML.</param>
    public void AddProject(string name, string layer, string items = "")
    {
        WriteFile(name, name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><QuorateLayer>{layer}</QuorateLayer></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        _projects.Add($"src/{name}/{name}.csproj");
    }

    /// <summary>Adds a source file to a project.</summary>
    public void WriteFile(string project, string file, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "src", project)).FullName;
        File.WriteAllText(Path.Combine(folder, file), text + "\n");
    }

    /// <summary>Builds everything and returns the distinct error lines.</summary>
    public IReadOnlyList<string> BuildErrors()
    {
        var lines = string.Concat(_projects.Select(path => $"<Project Path=\"{path}\" />"));
        File.WriteAllText(Path.Combine(_root, "Sample.slnx"), $"<Solution>{lines}</Solution>");
        var output = RunBuild();
        return output.Split('\n')
            .Where(line => line.Contains(": error ", StringComparison.Ordinal))
            .Select(line => line.Trim())
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string RunBuild()
    {
        // Neither build nodes nor a compiler server may outlive the build: they would hold its output pipe open.
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "build", "Sample.slnx", "-nologo", "-v:q", "-m:2", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            },
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
        };
        start.Environment.Keys
            .Where(key => key.StartsWith("MSBUILD", StringComparison.Ordinal))
            .ToList()
            .ForEach(key => start.Environment.Remove(key));

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        using var limit = new Timer(
            _ => process.Kill(entireProcessTree: true), null, s_buildLimit, Timeout.InfiniteTimeSpan);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
