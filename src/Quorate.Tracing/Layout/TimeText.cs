using System.Globalization;

namespace Quorate.Tracing;

/// <summary>Times and durations for people.</summary>
internal static class TimeText
{
    private const double Millisecond = 1e6;

    /// <summary>A moment: milliseconds with microseconds, or seconds from 10 s on.</summary>
    public static string Of(long nanoseconds) => nanoseconds switch
    {
        0 => "0 ms",
        < 10_000_000_000 => Text(nanoseconds / Millisecond, "0.###", "ms"),
        _ => Text(nanoseconds / 1e9, "0.######", "s"),
    };

    /// <summary>A duration, to three figures or so.</summary>
    public static string Duration(long nanoseconds) => nanoseconds switch
    {
        < 10_000_000 => Text(nanoseconds / Millisecond, "0.#", "ms"),
        < 1_000_000_000 => Text(nanoseconds / Millisecond, "0", "ms"),
        _ => Text(nanoseconds / 1e9, "0.##", "s"),
    };

    private static string Text(double value, string format, string unit) =>
        $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
