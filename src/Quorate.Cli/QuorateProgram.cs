using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Quorate.Cli.Commands;

namespace Quorate.Cli;

/// <summary>The <c>quorate</c> program: its commands and how their errors reach the user.</summary>
internal static class QuorateProgram
{
    // Longer than any command takes to stop what it started.
    private static readonly TimeSpan TerminationPatience = TimeSpan.FromSeconds(20);

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = CreateRoot().Parse(args);
        // With --help or --version on the line, what else is wrong does not matter: the action is theirs then.
        if (parsed.Action is ParseErrorAction action)
        {
            action.ShowHelp = parsed.CommandResult.Command.Subcommands.Count > 0;
            await parsed.InvokeAsync();
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationPatience,
            });
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Usage;
        }
    }

    // Not a RootCommand: that would take the assembly's file name for the program's name.
    private static ExamplesCommand CreateRoot() => new(
        "quorate",
        "A replicated key-value store that speaks the etcd v3 API.",
        """
        quorate start                    a three-replica cluster on this machine
        etcdctl put greeting hello       any etcd client works
        quorate status                   who is primary, who lags
        quorate simulate --seeds 1..300  the protocol in hostile simulated worlds
        """)
    {
        StartCommand.Create(),
        ServeCommand.Create(),
        StatusCommand.Create(),
        BenchCommand.Create(),
        SimulateCommand.Create(),
        new HelpOption { Action = new ExamplesHelpAction() },
        new VersionOption(),
    };
}
