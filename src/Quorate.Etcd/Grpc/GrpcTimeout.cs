namespace Quorate.Etcd.Grpc;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit (gRPC over HTTP/2, "Requests").</summary>
public static class GrpcTimeout
{
    private const int DigitsMax = 8;

    /// <summary>Parses a timeout.</summary>
    /// <param name="text">The header's value.</param>
    /// <param name="timeout">The timeout; very long ones are cut to what a <see cref="TimeSpan"/> holds.</param>
    /// <returns>Whether the text is a timeout.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > DigitsMax + 1)
        {
            return false;
        }

        long value = 0;
        foreach (var digit in text[..^1])
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        if (TicksPerUnit(text[^1]) is not { } ticks)
        {
            return false;
        }

        // Eight digits of hours fit; a nanosecond is a hundredth of a tick and rounds up, so that one is not "expired".
        timeout = ticks == 0 ? TimeSpan.FromTicks((value + 99) / 100) : TimeSpan.FromTicks(value * ticks);
        return true;
    }

    private static long? TicksPerUnit(char unit) => unit switch
    {
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        'm' => TimeSpan.TicksPerMillisecond,
        'u' => TimeSpan.TicksPerMicrosecond,
        'n' => 0,
        _ => null,
    };
}
