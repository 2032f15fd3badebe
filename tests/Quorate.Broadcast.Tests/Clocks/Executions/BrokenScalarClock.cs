namespace Quorate.Broadcast.Tests;

/// <summary>A clock with rules of its own: the mutants. A packed hybrid time is l * 65536 + c.</summary>
internal sealed class BrokenScalarClock(
    Func<ulong, ulong, ulong> tick, Func<ulong, ulong, ulong, ulong> receive) : IScalarClock
{
    private ulong _current;

    public ulong Tick(DateTimeOffset wall) => _current = tick(_current, Floor(wall));

    public ulong Receive(ulong received, DateTimeOffset wall) => _current = receive(_current, received, Floor(wall));

    private static ulong Floor(DateTimeOffset wall) => (ulong)wall.ToUnixTimeMilliseconds() << 16;
}
