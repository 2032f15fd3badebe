using Quorate.Simulation;

namespace Quorate.Tests.Journals;

public sealed class SimulatedJournalConformance : JournalConformance
{
    private SimulatedJournalMedium? _medium;

    protected override IJournalMedium Reopen(int segmentBytes) =>
        _medium = _medium?.DurableImage() ?? new SimulatedJournalMedium(segmentBytes);
}
