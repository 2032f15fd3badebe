using System.Diagnostics;

namespace Quorate.Etcd.Tests;

/// <summary>Programs of other people that the tests run against.</summary>
internal static class ExternalTool
{
    /// <summary>Skips the test when the program is missing; where CI is set, it fails instead.</summary>
    public static void Require(string name)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (directories.Any(directory => File.Exists(Path.Combine(directory, name))))
        {
            return;
        }

        var isCi = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.False(isCi, $"{name} is not installed, and CI must not skip tests.");
        Assert.Skip($"{name} is not installed.");
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string name, params string[] arguments)
    {
        Require(name);
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ETCDCTL_API"] = "3";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await output, await error);
    }
}
