using Quorate.Simulation;

namespace Quorate.Tests.Journals;

public sealed class SimulatedCheckpointConformance : CheckpointConformance
{
    private readonly SimulatedCheckpointMedium _medium = new();

    protected override ICheckpointMedium Reopen()
    {
        _medium.Crash();
        return _medium;
    }

    protected override void Damage(OpNumber op, int offset) => _medium.Damage(op, offset, 0x10);
}
