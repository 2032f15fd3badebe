namespace Quorate.Simulation;

/// <summary>An operation of a simulated client at a node's front-end.</summary>
internal sealed class SimulatedCall(SimulatedClients clients, int client, RecordedCall record) : PendingCall
{
    /// <inheritdoc/>
    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op) =>
        clients.OnCompleted(client, record, outcome, reply, op);
}
