namespace Quorate.Broadcast.Tests;

/// <summary>A vector clock with a receive rule of its own: the mutants.</summary>
internal sealed class BrokenVectorClock(
    int self, int members, bool ticksOnReceive, Func<ulong, ulong, bool, ulong> merge) : IVectorUnderTest
{
    private readonly ulong[] _counts = new ulong[members];

    public ulong[] Tick()
    {
        _counts[self]++;
        return [.. _counts];
    }

    public ulong[] Receive(ulong[] received, int sender)
    {
        for (var process = 0; process < members; process++)
        {
            _counts[process] = process == self
                ? _counts[process]
                : merge(_counts[process], received[process], process == sender);
        }

        return ticksOnReceive ? Tick() : [.. _counts];
    }
}
