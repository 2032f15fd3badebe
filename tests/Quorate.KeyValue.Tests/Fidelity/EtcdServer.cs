using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Quorate.KeyValue.Tests;

/// <summary>A real etcd of its own, on free ports with a fresh data directory, spoken to in raw gRPC.</summary>
internal sealed class EtcdServer : IDisposable
{
    private readonly Process _process;
    private readonly string _data;
    private readonly HttpClient _client;
    private readonly ConcurrentQueue<string> _log = new();

    private EtcdServer(Process process, string data, int port)
    {
        _process = process;
        _data = data;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Where the server's program is, or null.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, "etcd")).FirstOrDefault(File.Exists);

    public static async Task<EtcdServer> StartAsync(CancellationToken cancellation, params string[] options)
    {
        var data = Directory.CreateTempSubdirectory("quorate-etcd-").FullName;
        var (client, peer) = (FreePorts.Take(), FreePorts.Take());
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--data-dir", data, "--name", "fidelity", "--initial-cluster", $"fidelity=http://127.0.0.1:{peer}",
            "--listen-client-urls", $"http://127.0.0.1:{client}",
            "--advertise-client-urls", $"http://127.0.0.1:{client}",
            "--listen-peer-urls", $"http://127.0.0.1:{peer}",
            "--initial-advertise-peer-urls", $"http://127.0.0.1:{peer}", .. options,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        var server = new EtcdServer(process, data, client);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("etcd did not start"));
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            server._log.Enqueue(line.Data ?? "");
            if (line.Data?.Contains("ready to serve client requests", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>What the server said last.</summary>
    public string Log => string.Join('\n', _log.Where(line => line.Contains("panic", StringComparison.Ordinal)));

    /// <summary>Calls a method of the KV service; the status code, its message, and the response message.</summary>
    public async Task<(int Code, string Message, byte[] Response)> CallAsync(
        string method, byte[] request, CancellationToken cancellation)
    {
        var frame = new byte[5 + request.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), request.Length);
        request.CopyTo(frame, 5);
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/etcdserverpb.KV/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        message.Content.Headers.ContentType = new("application/grpc");
        message.Headers.TE.ParseAdd("trailers");
        using var response = await _client.SendAsync(message, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var code = int.Parse(Trailer(response, "grpc-status"), System.Globalization.CultureInfo.InvariantCulture);
        return (code, Uri.UnescapeDataString(Trailer(response, "grpc-message")), body.Length < 5 ? [] : body[5..]);
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static string Trailer(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailing) || response.Headers.TryGetValues(
            name, out trailing)
            ? trailing.First()
            : "";
}
