using System.Diagnostics;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>Runs programs to their end.</summary>
internal static class Shell
{
    /// <summary>Runs a program.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public static async Task<CommandResult> RunAsync(
        string file, IEnumerable<string> arguments, TimeSpan? timeout = null, string? input = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["ETCDCTL_API"] = "3";
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var stop = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} did not end in time.");
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }
}
