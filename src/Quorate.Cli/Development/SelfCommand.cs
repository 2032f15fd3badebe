namespace Quorate.Cli.Development;

/// <summary>How to run this very program again.</summary>
internal static class SelfCommand
{
    /// <summary>The executable.</summary>
    public static string File { get; } = Environment.ProcessPath ?? "quorate";

    /// <summary>What comes before the program's own arguments: the assembly, when a host runs it.</summary>
    public static IReadOnlyList<string> Prefix { get; } =
        Path.GetFileNameWithoutExtension(File) == "dotnet"
            ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
            : [];

    /// <summary>A line for a shell that runs this program.</summary>
    public static string Line(params IEnumerable<string> arguments) =>
        string.Join(' ', Prefix.Prepend(File).Concat(arguments).Select(Quote));

    private static string Quote(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-:".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
