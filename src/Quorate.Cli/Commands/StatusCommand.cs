using System.CommandLine;
using System.Text.Json;
using Quorate.Cli.Etcd;
using Quorate.Cli.Status;
using Spectre.Console;

namespace Quorate.Cli.Commands;

/// <summary><c>quorate status</c>: who is primary, and how far each replica is.</summary>
internal static class StatusCommand
{
    private const string Examples = """
        quorate status
        quorate status --endpoint 10.0.0.1:2379,10.0.0.2:2379 --json
        quorate status --endpoint db1.example:2379 --cacert ca.crt --cert client.crt --key client.key

        Ends with 0 when there is a primary and more than half of the replicas answer, or, under a protocol without a
        primary, when all answer and wait for nobody; else with 1.
        """;

    private static readonly Option<string> Endpoint = new("--endpoint")
    {
        Description = "A member to ask for the others, HOST:PORT; with several, the first that answers.",
        DefaultValueFactory = _ => "127.0.0.1:2379,127.0.0.1:22379,127.0.0.1:32379",
        HelpName = "HOST:PORT[,…]",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one line of JSON." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new ExamplesCommand(
            "status", "Show who orders, who is awaited, and how far each replica is.", Examples)
        {
            Endpoint, TlsArguments.Authority, TlsArguments.Certificate, TlsArguments.Key, Json,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(
            EndpointList.Parse(parsed.GetValue(Endpoint)!),
            TlsArguments.Of(parsed),
            parsed.GetValue(Json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> endpoints, EtcdTls? tls, bool json, CancellationToken cancellationToken)
    {
        ClusterStatus status;
        try
        {
            status = await StatusReader.ReadAsync(endpoints, tls, cancellationToken);
        }
        catch (EtcdException exception)
        {
            await Console.Error.WriteLineAsync($"No member answers: {exception.Message}");
            return ExitCodes.Failure;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, StatusJson.Default.ClusterStatus));
        }
        else
        {
            Show(status);
        }

        return status.IsHealthy ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Show(ClusterStatus status)
    {
        Terminal.Out.WriteLine(
            status.IsLeaderless ? "no primary: every replica orders what it is given, and each is needed"
            : $"view {status.View}, primary {status.Primary ?? "unknown"}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("replica", "clients", "role");
        foreach (var number in (string[])["view", "op", "commit", "lag", "revision"])
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        foreach (var member in status.Members)
        {
            table.AddRow([.. Cells(member).Select(cell => new Markup(cell))]);
        }

        Terminal.Out.Write(table);
        foreach (var member in status.Members.Where(member => member.Errors.Count > 0))
        {
            Terminal.Out.WriteLine($"{member.Name}: {string.Join("; ", member.Errors)}");
        }
    }

    private static IEnumerable<string> Cells(MemberStatus member)
    {
        yield return Markup.Escape(member.Name);
        yield return Markup.Escape(member.Endpoint);
        if (member.Role == MemberRoles.Unreachable)
        {
            yield return $"[red]{member.Role}[/]";
            yield break;
        }

        yield return member.Role == MemberRoles.Primary ? $"[green]{member.Role}[/]" : member.Role;
        foreach (var number in (ulong[])[member.View, member.Op, member.Commit, member.Lag])
        {
            yield return $"{number:N0}";
        }

        yield return $"{member.Revision:N0}";
    }
}
