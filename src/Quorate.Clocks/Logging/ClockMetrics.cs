using System.Diagnostics.Metrics;

namespace Quorate.Clocks;

/// <summary>
/// The meter <c>Quorate.Clocks</c>: what times came, and how far the clock is ahead of the wall clock.
/// </summary>
internal sealed class ClockMetrics
{
    public const string MeterName = "Quorate.Clocks";

    private static readonly string[] s_outcomes =
        ["absent", "merged", "unknown_version", "malformed", "too_far_ahead"];

    private readonly long[] _received = new long[s_outcomes.Length];

    public ClockMetrics(IMeterFactory meters, CausalClock clock)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "quorate.clock.received", ReceivedByOutcome, "{message}", "Requests and responses by what their time was.");
        meter.CreateObservableGauge(
            "quorate.clock.ahead", () => clock.Ahead.TotalSeconds, "s", "How far the clock is ahead of the wall's.");
    }

    public void Received(Intake intake) => Interlocked.Increment(ref _received[(int)intake]);

    public long Count(Intake intake) => Interlocked.Read(ref _received[(int)intake]);

    private IEnumerable<Measurement<long>> ReceivedByOutcome() => s_outcomes.Select((outcome, index) =>
        new Measurement<long>(Count((Intake)index), new KeyValuePair<string, object?>("outcome", outcome)));
}
