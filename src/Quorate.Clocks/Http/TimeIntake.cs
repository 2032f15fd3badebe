using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// Takes over the times that requests and responses carry, counts what came, and says once of each trouble what to do
/// about it (clocks.md S2–S4).
/// </summary>
internal sealed class TimeIntake(
    CausalClock clock, ClockMetrics metrics, IOptions<CausalTimeOptions> options, ILogger<CausalClock> logger)
{
    private readonly int[] _said = new int[Enum.GetValues<Intake>().Length];

    /// <summary>Takes over the time of a message.</summary>
    /// <param name="values">The header's values.</param>
    /// <param name="from">Who sent it, for the log.</param>
    /// <param name="ahead">How far the time is ahead of the local wall clock.</param>
    public Intake Accept(StringValues values, string from, out TimeSpan ahead)
    {
        var time = default(HybridTimestamp);
        var intake = values.Count == 0 ? Intake.Absent : Read(values, out time);
        ahead = intake == Intake.Merged ? clock.DistanceOf(time) : TimeSpan.Zero;
        if (intake == Intake.Merged && clock.Merge(time) != MergeOutcome.Merged)
        {
            intake = Intake.TooFarAhead;
        }

        metrics.Received(intake);
        if (intake > Intake.Merged && Interlocked.Exchange(ref _said[(int)intake], 1) == 0)
        {
            Say(intake, from, values, ahead);
        }

        return intake;
    }

    private static Intake Read(StringValues values, out HybridTimestamp time)
    {
        time = default;
        // Two values are as good as none: nobody can say which one the sender meant.
        var reading = values.Count == 1
            ? CausalTimeHeader.Read(values[0], out time)
            : HeaderReading.Malformed;
        return reading switch
        {
            HeaderReading.Time => Intake.Merged,
            HeaderReading.UnknownVersion => Intake.UnknownVersion,
            HeaderReading.Malformed => Intake.Malformed,
            _ => throw new UnreachableException(),
        };
    }

    private void Say(Intake intake, string from, StringValues values, TimeSpan ahead)
    {
        var value = Shortened(values.ToString());
        switch (intake)
        {
            case Intake.UnknownVersion:
                ClockLog.UnknownVersion(logger, CausalTimeHeader.Name, value, from);
                break;
            case Intake.Malformed:
                ClockLog.Malformed(logger, CausalTimeHeader.Name, value, from);
                break;
            case Intake.TooFarAhead:
                ClockLog.TooFarAhead(logger, from, ahead.TotalSeconds, options.Value.MaxSkew.TotalSeconds);
                break;
            default:
                throw new UnreachableException();
        }
    }

    // A stranger's text: short, and without what could forge lines of the log.
    private static string Shortened(string value) => string.Concat(
        value.Take(40).Select(character => char.IsAsciiLetterOrDigit(character) || character == '-' ? character : '?'));
}
