namespace Quorate;

/// <summary>
/// The disk refused a write, a flush or a read. The journal refuses everything from then on, because after a failed
/// flush the operating system may hold, as clean, data that the disk does not have (viewstamped.md 11.5). The replica
/// stops; nothing is retried.
/// </summary>
public sealed class JournalFailedException : Exception
{
    /// <summary>Creates the exception without a reason.</summary>
    public JournalFailedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what the operator can do.</param>
    public JournalFailedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public JournalFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
