using System.Collections.Concurrent;
using System.Diagnostics;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>A long-running program that a test starts, freezes, kills and starts again.</summary>
internal sealed class ServerProcess(string file, IReadOnlyList<string> arguments) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly Pulse printed = new();
    private Process? process;

    /// <summary>The running process's id.</summary>
    public int Id => process!.Id;

    /// <summary>Whether it is running.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Everything it printed so far, over all its runs.</summary>
    public string Printed => string.Join('\n', lines);

    /// <summary>Starts it, for the first time or again.</summary>
    public void Start()
    {
        process?.Dispose();
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Kills it with SIGKILL and waits until it is gone.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    /// <summary>Sends a signal, see <see cref="PosixSignal"/>.</summary>
    public void Signal(int signal) => PosixSignal.Send(Id, signal);

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        using var stop = new CancellationTokenSource(timeout ?? Patience);
        try
        {
            await process!.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{file} did not end in time. It printed:\n{Printed}");
        }

        return process!.ExitCode;
    }

    /// <summary>Waits until it has printed a text.</summary>
    public Task WaitForTextAsync(string text, TimeSpan? timeout = null) => printed.UntilAsync(
        () => Printed.Contains(text, StringComparison.Ordinal),
        timeout ?? Patience,
        () => $"{file} did not print '{text}'. It printed:\n{Printed}");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsRunning)
        {
            Kill();
        }

        process?.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            printed.Beat();
        }
    }
}
