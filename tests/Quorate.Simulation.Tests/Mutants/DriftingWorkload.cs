using System.Buffers;

namespace Quorate.Simulation.Tests;

/// <summary>
/// A state machine whose state depends on what happens at one replica only (viewstamped.md K1 K5): every snapshot that
/// is taken of it counts.
/// </summary>
internal sealed class DriftingWorkload : IWorkload
{
    private readonly RegisterWorkload _registers = new();

    public IStateMachine NewMachine() => new DriftingMachine(_registers.NewMachine());

    public byte[] Operation(Prng random, ulong unique, int padding) => _registers.Operation(random, unique, padding);

    public byte[] Query(Prng random) => _registers.Query(random);

    private sealed class DriftingMachine(IStateMachine machine) : IStateMachine
    {
        private ulong _snapshots;

        public AgreedTime? NextDeadline => machine.NextDeadline;

        public void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply) =>
            machine.Apply(context, operation, reply);

        public void Pulse(in OperationContext context) => machine.Pulse(context);

        public IStateSnapshot Snapshot() => new DriftingSnapshot(machine.Snapshot(), _snapshots++);

        public void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks) => machine.Restore(chunks);
    }

    private sealed class DriftingSnapshot(IStateSnapshot snapshot, ulong drift) : IStateSnapshot
    {
        public Checksum Digest => new(snapshot.Digest.Value + drift);

        public void Query(ReadOnlySpan<byte> query, IBufferWriter<byte> reply) => snapshot.Query(query, reply);

        public IEnumerable<ReadOnlyMemory<byte>> Chunks() => snapshot.Chunks();
    }
}
