namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for messages and for texts whose stream does not matter.</summary>
    public string All => Output + Error;
}
