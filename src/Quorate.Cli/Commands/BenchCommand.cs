using System.CommandLine;
using System.Text.Json;
using Quorate.Cli.Bench;
using Quorate.Cli.Etcd;
using Spectre.Console;

namespace Quorate.Cli.Commands;

/// <summary><c>quorate bench</c>: a load generator for anything that speaks etcd's API.</summary>
internal static class BenchCommand
{
    private const string Examples = """
        quorate bench put --clients 256 --duration 20s
        quorate bench get --endpoint 127.0.0.1:2379,127.0.0.1:22379 --keys 100000 --json
        quorate bench mixed --endpoint db1.example:2379 --cacert ca.crt
        """;

    private static readonly Option<string> Endpoint = new("--endpoint")
    {
        Description = "Servers to use, HOST:PORT[,HOST:PORT…]; connections are spread over them.",
        DefaultValueFactory = _ => "127.0.0.1:2379",
        HelpName = "HOST:PORT[,…]",
    };

    private static readonly Option<int> Keys = Number("--keys", "How many different keys.", 10_000);
    private static readonly Option<int> Size = Number("--size", "Bytes of each value.", 256);
    private static readonly Option<int> Clients = Number("--clients", "Requests in flight at any time.", 64);

    private static readonly Option<int?> Connections = new("--connections")
    {
        Description = "TCP connections; the square root of the clients unless given.",
        HelpName = "N",
    };

    private static readonly Option<TimeSpan?> Duration = Measured();
    private static readonly Option<TimeSpan?> WarmUp = Time("--warm-up", "How long to run first. [default: 1s]");

    private static readonly Option<bool> Serializable = new("--serializable")
    {
        Description = "Reads may be answered from one member's own state, possibly stale.",
    };

    private static readonly Option<bool> SkipLoad = new("--skip-load")
    {
        Description = "Do not write the keys before a load that reads.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as one line of JSON." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new ExamplesCommand(
            "bench",
            "Load a cluster over etcd's gRPC API and report throughput and latency; works against etcd too.",
            Examples);
        command.Add(Load("put", "Put one key a request.", BenchOperation.Put));
        command.Add(Load("get", "Read one key a request, linearizable.", BenchOperation.Get));
        command.Add(Load("mixed", "Half puts, half reads.", BenchOperation.Mixed));
        return command;
    }

    private static ExamplesCommand Load(string name, string description, BenchOperation operation)
    {
        var command = new ExamplesCommand(name, description, Examples)
        {
            Endpoint, Keys, Size, Clients, Connections, Duration, WarmUp, Serializable, SkipLoad, Json,
            TlsArguments.Authority, TlsArguments.Certificate, TlsArguments.Key,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(Options(operation, parsed), parsed.GetValue(Json), cancellationToken));
        return command;
    }

    private static BenchOptions Options(BenchOperation operation, ParseResult parsed)
    {
        var endpoints = EndpointList.Parse(parsed.GetValue(Endpoint)!);
        var clients = parsed.GetValue(Clients);
        var connections = parsed.GetValue(Connections) ?? (int)Math.Ceiling(Math.Sqrt(clients));
        return new BenchOptions(
            operation,
            endpoints,
            parsed.GetValue(Keys),
            parsed.GetValue(Size),
            clients,
            Math.Max(connections, 1),
            parsed.GetValue(Duration) ?? TimeSpan.FromSeconds(20),
            parsed.GetValue(WarmUp) ?? TimeSpan.FromSeconds(1),
            parsed.GetValue(Serializable),
            operation != BenchOperation.Put && !parsed.GetValue(SkipLoad),
            TlsArguments.Of(parsed));
    }

    private static async Task<int> RunAsync(BenchOptions options, bool json, CancellationToken cancellationToken)
    {
        using var generator = new LoadGenerator(options);
        BenchResult result;
        try
        {
            result = await BenchProgress.RunAsync(generator, options, cancellationToken);
        }
        catch (EtcdException exception)
        {
            await Console.Error.WriteLineAsync($"The keys could not be written: {exception.Message}");
            return ExitCodes.Failure;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, BenchJson.Default.BenchResult));
        }
        else
        {
            Print(result);
        }

        return result.Operations > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Print(BenchResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("figure");
        table.AddRow("load", $"{result.Operation}, {result.Clients} clients over {result.Connections} connections");
        table.AddRow("keys", $"{result.Keys:N0} of {result.ValueBytes:N0} bytes");
        table.AddRow(
            "throughput",
            $"[bold]{result.PerSecond:N0}[/] per second ({result.Operations:N0} in {result.Seconds:F1} s)");
        table.AddRow(
            "latency",
            $"p50 {result.P50:F2} ms, p99 {result.P99:F2} ms, p99.9 {result.P999:F2} ms, max {result.Max:F1} ms");
        table.AddRow("longest gap", $"{result.LongestGap:F1} ms without a success");
        foreach (var (text, count) in result.Errors)
        {
            table.AddRow("[red]error[/]", Markup.Escape($"{count:N0} × {text}"));
        }

        Terminal.Out.Write(table);
    }

    private static Option<int> Number(string name, string description, int value)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => value,
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} must be at least 1.");
            }
        });
        return option;
    }

    private static Option<TimeSpan?> Measured()
    {
        var option = Time("--duration", "How long to measure. [default: 20s]");
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<TimeSpan?>() == TimeSpan.Zero)
            {
                result.AddError("--duration must be longer than nothing: write 500ms, 20s or 2m.");
            }
        });
        return option;
    }

    private static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = DurationText.Parse,
        HelpName = "TIME",
    };
}
