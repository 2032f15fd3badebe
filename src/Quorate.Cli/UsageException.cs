namespace Quorate.Cli;

/// <summary>
/// The command line or the configuration is wrong; the message is printed as it is and the exit code is 2.
/// </summary>
internal sealed class UsageException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UsageException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One or more lines that tell the user what is wrong and what would be right.</param>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One or more lines that tell the user what is wrong and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
