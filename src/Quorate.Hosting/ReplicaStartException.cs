namespace Quorate.Hosting;

/// <summary>A replica cannot start. The message says why and what the operator can do.</summary>
public sealed class ReplicaStartException : Exception
{
    /// <summary>Creates the exception without a reason.</summary>
    public ReplicaStartException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ReplicaStartException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ReplicaStartException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
