namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>The program under test, as users run it: a process of its own.</summary>
internal static class QuorateBinary
{
    /// <summary>The runtime's host.</summary>
    public static string Host { get; } = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
        ? path
        : RequiredTool.Find("dotnet", "dotnet-sdk-10.0");

    /// <summary>The program's assembly, built with the tests.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Quorate.Cli.dll");

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandResult> RunAsync(params string[] arguments) =>
        Shell.RunAsync(Host, arguments.Prepend(Assembly));

    /// <summary>A command that keeps running; not started yet.</summary>
    public static ServerProcess Server(params string[] arguments) => new(Host, [.. arguments.Prepend(Assembly)]);
}
