namespace Quorate;

/// <summary>One of our own assertions failed: the replica is wrong about itself and must stop.</summary>
public sealed class ContractViolationException : Exception
{
    /// <summary>Creates the exception without a reason; use <see cref="Contract.Assert"/> instead.</summary>
    public ContractViolationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ContractViolationException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ContractViolationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
