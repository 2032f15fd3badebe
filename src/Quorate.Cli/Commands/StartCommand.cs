using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Quorate.Cli.Development;
using Quorate.Hosting;

namespace Quorate.Cli.Commands;

/// <summary><c>quorate start</c>: a development cluster on this machine.</summary>
internal static class StartCommand
{
    private const string Examples = """
        quorate start
        quorate start --replicas 5 --data /tmp/five
        quorate start --protocol lamport --data /tmp/lamport
        quorate start --client-port 5000 --peer-port 6000

        Each replica is a process of its own: kill one, watch the others go on, and bring it back with the command
        that is printed then. Ctrl-C or SIGTERM stops what was started here; started again with the same --data,
        the cluster continues with its data.
        """;

    private static readonly Option<string?> Protocol = new("--protocol")
    {
        Description = "The replication protocol: vr (Viewstamped Replication; goes on while a majority lives) or "
            + "lamport (Lamport's total order; needs every replica). [default: vr]",
        HelpName = "NAME",
    };

    private static readonly Option<int?> Replicas = new("--replicas")
    {
        Description = "How many replicas, 1 to 7. [default: 3]",
        HelpName = "N",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The directory of the cluster's data; made when missing.",
        DefaultValueFactory = _ => "data",
        HelpName = "DIR",
    };

    private static readonly Option<int[]?> ClientPort = Ports("--client-port", "2379,22379,32379");
    private static readonly Option<int[]?> PeerPort = Ports("--peer-port", "2380,22380,32380");

    private static readonly Option<bool> Json = new("--json") { Description = "Print what runs as one line of JSON." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong([.. ReplicaProtocols.Names]);
        var command = new ExamplesCommand("start", "Start a development cluster on this machine.", Examples)
        {
            Protocol, Replicas, Data, ClientPort, PeerPort, Json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new DevelopmentOptions(
                parsed.GetValue(Protocol),
                parsed.GetValue(Replicas),
                parsed.GetValue(Data)!,
                Given(parsed, ClientPort),
                Given(parsed, PeerPort));
            using var plan = DevelopmentPlan.Open(options);
            using var cluster = new DevelopmentCluster(plan, parsed.GetValue(Json));
            return await cluster.RunAsync(cancellationToken);
        });
        return command;
    }

    // The parser gives an empty array for an option that was not given.
    private static int[]? Given(ParseResult parsed, Option<int[]?> option) =>
        parsed.GetValue(option) is { Length: > 0 } ports ? ports : null;

    private static Option<int[]?> Ports(string name, string usual) => new(name)
    {
        Description =
            "One port for each replica, by commas, or the first, from which the others count up. "
            + $"[default: {usual}]",
        CustomParser = ParsePorts,
        HelpName = "PORT[,…]",
    };

    private static int[]? ParsePorts(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        var ports = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                result.AddError($"'{text}' is not a list of ports: write 5000 or 5000,5001,5002.");
                return null;
            }

            ports.Add(port);
        }

        return [.. ports];
    }
}
