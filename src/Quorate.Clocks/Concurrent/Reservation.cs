using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// A high-water mark that many threads ask (clocks.md P1). Below the mark nobody waits; whoever is above it moves it,
/// and only those wait who need the same move.
/// </summary>
internal sealed class Reservation(HighWaterMark? mark)
{
    // Protects the mark: it is written by one thread at a time.
    private readonly Lock _moving = new();
    private ulong _reserved = mark?.Reserved ?? ulong.MaxValue;

    /// <summary>The value that a clock starts at.</summary>
    public ulong Start { get; } = mark?.Reserved ?? 0;

    /// <summary>Returns when a value may be issued.</summary>
    public void Cover(ulong value)
    {
        if (value > Volatile.Read(ref _reserved))
        {
            Move(value);
        }
    }

    private void Move(ulong value)
    {
        Contract.Assert(mark is not null, "without a mark every value is reserved");
        lock (_moving)
        {
            mark.Cover(value);
            Volatile.Write(ref _reserved, mark.Reserved);
        }
    }
}
