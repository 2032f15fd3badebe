using System.Buffers;

namespace Quorate.Simulation;

/// <summary>A state machine whose every application is shown to the exactly-once checker.</summary>
internal sealed class ObservedMachine(int replica, IStateMachine machine, Checkers checkers) : IStateMachine
{
    /// <inheritdoc/>
    public AgreedTime? NextDeadline => machine.NextDeadline;

    /// <inheritdoc/>
    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply)
    {
        checkers.ExactlyOnce.Applied(replica, context, operation);
        machine.Apply(context, operation, reply);
    }

    /// <inheritdoc/>
    public void Pulse(in OperationContext context) => machine.Pulse(context);

    /// <inheritdoc/>
    public IStateSnapshot Snapshot() => machine.Snapshot();

    /// <inheritdoc/>
    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        checkers.OnRestored(replica);
        machine.Restore(chunks);
    }
}
