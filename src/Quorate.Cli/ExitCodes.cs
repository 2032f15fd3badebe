namespace Quorate.Cli;

/// <summary>What the program's exit codes mean; printed by <c>--help</c>.</summary>
internal static class ExitCodes
{
    /// <summary>Everything asked for was done and found good.</summary>
    public const int Success = 0;

    /// <summary>A failure was found, or happened while running.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>Printed at the end of every help text.</summary>
    public const string Explanation =
        "Exit codes: 0 done, 1 a failure was found or happened while running, 2 wrong usage or configuration.";
}
