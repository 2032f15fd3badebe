using System.Globalization;

namespace Quorate.Broadcast.Tests;

/// <summary>
/// An execution of several processes, made from bytes so that it shrinks. Every event may be a send; messages are
/// received in any order, late, more than once or never.
/// </summary>
internal sealed class Execution
{
    private const int BytesPerEvent = 3;
    private const int ReceiveFrom = 100;
    private const long Epoch = 1_800_000_000_000;
    private readonly bool[][] _past;

    private Execution(int processes, ExecutedEvent[] events, long[] offsets)
    {
        Processes = processes;
        Events = events;
        Skew = offsets.Max() - offsets.Min();
        _past = Past(events);
    }

    public int Processes { get; }

    public IReadOnlyList<ExecutedEvent> Events { get; }

    /// <summary>The most that two wall clocks differ, in milliseconds.</summary>
    public long Skew { get; }

    /// <summary>Reads bytes as 2 to 5 processes, their clock offsets of up to 15 ms, and their events.</summary>
    public static Execution Of(IReadOnlyList<byte> bytes)
    {
        var processes = 2 + (At(bytes, 0) % 4);
        long[] offsets = [.. Enumerable.Range(1, processes).Select(place => (long)(At(bytes, place) % 16))];
        var events = new List<ExecutedEvent>();
        var last = Enumerable.Repeat(-1, processes).ToArray();
        var now = Epoch;
        for (var at = 1 + processes; at + BytesPerEvent <= bytes.Count; at += BytesPerEvent)
        {
            var process = bytes[at] % processes;
            now += bytes[at + 1] % 8 == 0 ? bytes[at + 2] % 4 : 0;
            var received = events.Count == 0 ? -1 : events.Count - 1 - (bytes[at + 2] % Math.Min(events.Count, 24));
            var isReceive = bytes[at + 1] >= ReceiveFrom && received >= 0 && events[received].Process != process;
            events.Add(new ExecutedEvent(process, last[process], isReceive ? received : -1, now + offsets[process]));
            last[process] = events.Count - 1;
        }

        return new Execution(processes, [.. events], offsets);
    }

    /// <summary>An execution of a seed.</summary>
    public static Execution Random(ulong seed)
    {
        var random = new Prng(seed);
        var bytes = new byte[6 + (BytesPerEvent * random.Below(80))];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)random.Next();
        }

        return Of(bytes);
    }

    /// <summary>Whether event a happened before event b: the definition, by transitive closure.</summary>
    public bool HappenedBefore(int a, int b) => _past[b][a];

    /// <summary>All events that happened before an event, and itself.</summary>
    public IEnumerable<int> PastAndSelf(int b) =>
        Enumerable.Range(0, b + 1).Where(a => a == b || HappenedBefore(a, b));

    /// <summary>All pairs of different events.</summary>
    public IEnumerable<(int A, int B)> Pairs() =>
        from a in Enumerable.Range(0, Events.Count)
        from b in Enumerable.Range(0, Events.Count)
        where a != b
        select (a, b);

    public override string ToString() => string.Join(' ', Events.Select((happened, index) => string.Create(
        CultureInfo.InvariantCulture,
        $"{index}:p{happened.Process}<-{happened.Received}@{happened.WallMilliseconds - Epoch}")));

    private static byte At(IReadOnlyList<byte> bytes, int index) => index < bytes.Count ? bytes[index] : (byte)0;

    private static bool[][] Past(ExecutedEvent[] events)
    {
        var past = new bool[events.Length][];
        for (var b = 0; b < events.Length; b++)
        {
            past[b] = new bool[events.Length];
            foreach (var direct in new[] { events[b].Previous, events[b].Received }.Where(index => index >= 0))
            {
                past[b][direct] = true;
                for (var a = 0; a < direct; a++)
                {
                    past[b][a] |= past[direct][a];
                }
            }
        }

        return past;
    }
}
