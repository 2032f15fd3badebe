using System.Collections.Concurrent;
using System.Diagnostics;

namespace Quorate.Etcd.Tests.Differential;

/// <summary>The real etcd: one member, an empty directory, loopback ports.</summary>
internal sealed class EtcdProcess : IAsyncDisposable
{
    private const int LogLinesKept = 30;

    private readonly ConcurrentQueue<string> _log = [];
    private readonly Process _process;
    private readonly string _directory;

    private EtcdProcess(Process process, string directory, string address)
    {
        _process = process;
        _directory = directory;
        Address = address;
    }

    public string Address { get; }

    /// <summary>The end of what etcd logged, for when it panics.</summary>
    public string Log => string.Join('\n', _log.TakeLast(LogLinesKept));

    public static async Task<EtcdProcess> StartAsync(CancellationToken cancellationToken)
    {
        ExternalTool.Require("etcd");
        var directory = Directory.CreateTempSubdirectory("quorate-etcd").FullName;
        var (client, peer) = ($"http://127.0.0.1:{FreePorts.Take()}", $"http://127.0.0.1:{FreePorts.Take()}");
        string[] arguments =
        [
            "--data-dir", directory, "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"default={peer}",
            "--logger", "zap", "--log-outputs", "stderr", "--unsafe-no-fsync",
        ];
        var start = new ProcessStartInfo("etcd", arguments) { RedirectStandardError = true };
        var process = Process.Start(start)!;
        var etcd = new EtcdProcess(process, directory, client);
        var isReady = new TaskCompletionSource();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => isReady.TrySetException(new InvalidOperationException("etcd ended at once."));
        process.ErrorDataReceived += (_, line) =>
        {
            etcd._log.Enqueue(line.Data ?? string.Empty);
            if (line.Data?.Contains("serving client traffic", StringComparison.Ordinal) == true)
            {
                isReady.TrySetResult();
            }
        };
        process.BeginErrorReadLine();
        try
        {
            await isReady.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return etcd;
        }
        catch
        {
            await etcd.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
