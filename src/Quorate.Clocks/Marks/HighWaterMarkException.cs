namespace Quorate.Clocks;

/// <summary>
/// The mark of a clock cannot be used or stored, so that the clock issues no times. The message names the file and says
/// what to do.
/// </summary>
public sealed class HighWaterMarkException : Exception
{
    /// <summary>Creates the exception without a reason.</summary>
    public HighWaterMarkException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The file, what is wrong, and what to do.</param>
    public HighWaterMarkException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">The file, what is wrong, and what to do.</param>
    /// <param name="innerException">What the system said.</param>
    public HighWaterMarkException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
