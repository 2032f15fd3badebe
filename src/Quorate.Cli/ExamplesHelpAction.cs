using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Quorate.Cli;

/// <summary>The usual help text, then the command's examples and the exit codes.</summary>
internal sealed class ExamplesHelpAction : SynchronousCommandLineAction
{
    private readonly HelpAction usual = new();

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ExamplesCommand command)
        {
            output.WriteLine("Examples:");
            foreach (var line in command.Examples.Split('\n'))
            {
                output.WriteLine("  " + line);
            }

            output.WriteLine();
        }

        output.WriteLine(ExitCodes.Explanation);
        return ExitCodes.Success;
    }
}
