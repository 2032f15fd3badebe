namespace Quorate.Simulation.Tests.Linearizability;

/// <summary>Reads, writes, or writes if the value is the expected one.</summary>
/// <param name="Key">Which register.</param>
/// <param name="Verb">What is done.</param>
/// <param name="Value">The value to write.</param>
/// <param name="Expected">The value that a compare-and-swap expects.</param>
public readonly record struct RegisterAction(int Key, RegisterVerb Verb, int Value = 0, int Expected = 0);
