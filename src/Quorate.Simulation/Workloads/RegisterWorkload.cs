namespace Quorate.Simulation;

/// <summary>Appends, increments and reads of a few registers.</summary>
internal sealed class RegisterWorkload : IWorkload
{
    /// <inheritdoc/>
    public IStateMachine NewMachine() => new AppendIncrementMachine();

    /// <inheritdoc/>
    public byte[] Operation(Prng random, ulong unique, int padding)
    {
        var register = random.Below(AppendIncrementMachine.Registers);
        var verb = random.Chance(0.5) ? RegisterOperation.Append : RegisterOperation.Increment;
        var operation = RegisterOperation.Encode(verb, register, unique);
        Array.Resize(ref operation, operation.Length + padding);
        return operation;
    }

    /// <inheritdoc/>
    public byte[] Query(Prng random) =>
        RegisterOperation.Encode(RegisterOperation.Query, random.Below(AppendIncrementMachine.Registers), 0);
}
