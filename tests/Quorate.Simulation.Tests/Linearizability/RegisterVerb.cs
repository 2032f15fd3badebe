namespace Quorate.Simulation.Tests.Linearizability;

/// <summary>What is done to a register.</summary>
public enum RegisterVerb
{
    /// <summary>Answers the value.</summary>
    Read,

    /// <summary>Answers 0.</summary>
    Write,

    /// <summary>Answers 1 when the value was the expected one and is replaced, else 0.</summary>
    CompareAndSwap,
}
