using System.Buffers;

namespace Quorate.Hosting.Tests;

/// <summary>Replies with the operation itself, so that a reply that reaches the wrong caller shows.</summary>
internal sealed class EchoMachine : IStateMachine
{
    public AgreedTime? NextDeadline => null;

    public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply) =>
        reply.Write(operation);

    public void Pulse(in OperationContext context)
    {
    }

    public IStateSnapshot Snapshot() => new LedgerSnapshot([]);

    public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
    }
}
