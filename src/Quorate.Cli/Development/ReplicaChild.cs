using System.Diagnostics;
using Quorate.Cli.Commands;
using Quorate.Cli.Etcd;
using Quorate.Cli.Serving;

namespace Quorate.Cli.Development;

/// <summary>One replica in a child process. The child's standard input is a pipe that ends with this process.</summary>
internal sealed class ReplicaChild : IDisposable
{
    private const int SignalExitBase = 128;

    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(10);

    private readonly ServeConfig config;
    private readonly string configPath;
    private readonly Process process;

    private readonly StreamWriter log;

    private ReplicaChild(ServeConfig config, string configPath, Process process)
    {
        (this.config, this.configPath, this.process) = (config, configPath, process);
        // Other programs may read the log while it grows.
        var stream = new FileStream(LogPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        log = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>The replica's name.</summary>
    public string Name => config.Members![config.Replica!.Value].Name!;

    /// <summary>The file that keeps everything the replica logs.</summary>
    public string LogPath => Path.ChangeExtension(configPath, ".log");

    /// <summary>
    /// Whether warnings are shown too; errors always are. Before the cluster is complete they tell nothing.
    /// </summary>
    public bool ShowsWarnings { get; set; }

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended => process.WaitForExitAsync();

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts a replica.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="configPath">The file that holds it.</param>
    /// <param name="print">Receives the lines that the user should see.</param>
    public static ReplicaChild Start(ServeConfig config, string configPath, Action<string> print)
    {
        string[] arguments = [.. SelfCommand.Prefix, "serve", "--config", configPath, ServeCommand.StopWithInputName];
        var start = new ProcessStartInfo(SelfCommand.File, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        var child = new ReplicaChild(config, configPath, process);
        process.ErrorDataReceived += (_, line) => child.Print(line.Data, print);
        // What it says on standard output, this process says better.
        process.OutputDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>What to tell the user about it.</summary>
    public DevelopmentReplica Describe()
    {
        var self = config.Members![config.Replica!.Value];
        return new DevelopmentReplica(
            self.Name!, process.Id, self.Client!, self.Peer!, configPath, SelfCommand.Line(
                "serve", "--config", configPath));
    }

    /// <summary>Waits until the replica answers a linearizable read, or has ended.</summary>
    public async Task WaitUntilServingAsync(CancellationToken cancellationToken)
    {
        using var client = new EtcdClient(Describe().Client);
        while (!HasEnded)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var timeout = new CancellationTokenSource(PollTimeout);
            try
            {
                await client.RangeAsync(EtcdRequests.Range("ready"u8), timeout.Token);
                return;
            }
            catch (EtcdException)
            {
                // Not yet: it opens its port when the replica runs, and serves once a primary is known.
                await Task.Delay(PollPause, cancellationToken);
            }
        }
    }

    /// <summary>How it ended, in words.</summary>
    public string Ending => process.ExitCode > SignalExitBase
        ? $"killed by signal {process.ExitCode - SignalExitBase}"
        : $"exit code {process.ExitCode}";

    /// <summary>Asks it to stop; a child that does not within the time is killed.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Dispose();
        log.Dispose();
    }

    private void Print(string? line, Action<string> print)
    {
        if (line is null)
        {
            return;
        }

        log.WriteLine(line);
        var hidden = LineLogger.IsInformation(line) || (LineLogger.IsWarning(line) && !ShowsWarnings);
        if (!hidden)
        {
            print($"{Name} | {line}");
        }
    }
}
