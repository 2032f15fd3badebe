using System.CommandLine;
using Quorate.Cli.Serving;

namespace Quorate.Cli.Commands;

/// <summary><c>quorate serve</c>: one replica of a real cluster.</summary>
internal static class ServeCommand
{
    /// <summary>
    /// Makes a replica stop when its standard input ends: how children of <c>quorate start</c> go with it.
    /// </summary>
    public const string StopWithInputName = "--stop-with-input";

    private const string Examples = """
        quorate serve --config r0.json

        r0.json, equal in all replicas but for "replica" and "dataDirectory":
          {
            "cluster": "6b0c4b1f6f1d4c0f9a39b8a1e2d3c4f5",
            "replica": 0,
            "members": [
              { "name": "r0", "peer": "10.0.0.1:2380", "client": "10.0.0.1:2379" },
              { "name": "r1", "peer": "10.0.0.2:2380", "client": "10.0.0.2:2379" },
              { "name": "r2", "peer": "10.0.0.3:2380", "client": "10.0.0.3:2379" }
            ],
            "dataDirectory": "/var/lib/quorate/r0"
          }
        Also: "protocol" ("vr" unless it says "lamport"), "listenPeer", "listenClient" (a list),
        "peerTls" and "clientTls" with "certificate", "key", "authority"
        (PEM files; a "clientTls" with an authority asks clients for a certificate of it),
        "timeouts" with "heartbeatMilliseconds", "suspectMilliseconds", "requestMilliseconds",
        "limits" with "requestBytes", "pendingOperations", "checkpointEveryOps".

        Ends with 0 after Ctrl-C or SIGTERM, 1 when the replica stopped by itself (the reason is printed), 2 when the
        configuration is wrong, or an address or the data directory is in use.
        """;

    private static readonly Option<string> Config = new("--config")
    {
        Description = "The replica's configuration, a JSON file.",
        Required = true,
        HelpName = "FILE",
    };

    private static readonly Option<bool> StopWithInput = new(StopWithInputName)
    {
        Description = "Stop when standard input ends.",
        Hidden = true,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new ExamplesCommand("serve", "Run one replica of a cluster.", Examples) { Config, StopWithInput };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(Config)!, parsed.GetValue(StopWithInput), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool stopWithInput, CancellationToken cancellationToken)
    {
        var config = ServeConfigFile.Read(path);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (stopWithInput)
        {
            new Thread(() => StopAtEndOfInput(stop)) { IsBackground = true, Name = "standard input" }.Start();
        }

        return await ReplicaServer.RunAsync(config, stop.Token);
    }

    private static void StopAtEndOfInput(CancellationTokenSource stop)
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        stop.Cancel();
    }
}
