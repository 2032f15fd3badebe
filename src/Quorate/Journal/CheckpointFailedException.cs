namespace Quorate;

/// <summary>
/// A checkpoint could not be written or read. What was published before is unharmed; the journal is not concerned, but
/// cannot be shortened until a checkpoint succeeds.
/// </summary>
public sealed class CheckpointFailedException : Exception
{
    /// <summary>Creates the exception without a reason.</summary>
    public CheckpointFailedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what the operator can do.</param>
    public CheckpointFailedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public CheckpointFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
