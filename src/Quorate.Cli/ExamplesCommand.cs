using System.CommandLine;

namespace Quorate.Cli;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">The word that selects it.</param>
/// <param name="description">One sentence; also shown in the parent's list.</param>
/// <param name="examples">Printed at the end of this command's own help.</param>
internal sealed class ExamplesCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Lines that can be pasted, and what else a user of the command should know.</summary>
    public string Examples { get; } = examples;
}
