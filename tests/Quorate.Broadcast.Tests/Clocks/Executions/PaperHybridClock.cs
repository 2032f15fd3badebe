namespace Quorate.Broadcast.Tests;

/// <summary>
/// The hybrid clock a second time, deliberately dumb: two numbers and the case distinctions of Kulkarni et al., figure
/// 5, word by word. No packing, no bounds, no mark.
/// </summary>
internal sealed class PaperHybridClock : IScalarClock
{
    private long l;
    private long c;

    public ulong Tick(DateTimeOffset wall)
    {
        var before = l;
        l = Math.Max(before, wall.ToUnixTimeMilliseconds());
        if (l == before)
        {
            c = c + 1;
        }
        else
        {
            c = 0;
        }

        return Packed();
    }

    public ulong Receive(ulong received, DateTimeOffset wall)
    {
        var (lm, cm) = ((long)(received / 65536), (long)(received % 65536));
        var before = l;
        l = Math.Max(Math.Max(before, lm), wall.ToUnixTimeMilliseconds());
        if (l == before && l == lm)
        {
            c = Math.Max(c, cm) + 1;
        }
        else if (l == before)
        {
            c = c + 1;
        }
        else if (l == lm)
        {
            c = cm + 1;
        }
        else
        {
            c = 0;
        }

        return Packed();
    }

    private ulong Packed() => ((ulong)l * 65536) + (ulong)c;
}
