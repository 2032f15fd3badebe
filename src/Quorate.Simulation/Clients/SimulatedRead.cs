namespace Quorate.Simulation;

/// <summary>A linearizable read of a simulated client at a node's front-end.</summary>
internal sealed class SimulatedRead(SimulatedClients clients, int client, RecordedCall record) : PendingRead
{
    /// <inheritdoc/>
    public override void Ready(IStateSnapshot state, OpNumber op) => clients.OnRead(client, record, state, op);

    /// <inheritdoc/>
    public override void Failed() => clients.OnReadFailed(client, record);
}
