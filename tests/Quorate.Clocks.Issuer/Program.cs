using System.Globalization;
using Quorate.Broadcast;
using Quorate.Clocks;

// Issues times under a mark until it is killed, and prints each: what the tests of restarts kill.
//   Quorate.Clocks.Issuer lamport|hybrid FILE SECONDS-THAT-THE-WALL-CLOCK-IS-SET-BACK
var (kind, path) = (args[0], args[1]);
var setBack = TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture));
using var file = new FileHighWaterMark(path);
var output = Console.Out;
if (kind == "lamport")
{
    var clock = new LamportClock(mark: new HighWaterMark(file, block: 100));
    while (true)
    {
        output.WriteLine(clock.Tick().Value.ToString(CultureInfo.InvariantCulture));
    }
}

var block = HybridLogicalClock.Block(TimeSpan.FromMilliseconds(2));
var hybrid = new HybridLogicalClock(TimeSpan.FromDays(1), new HighWaterMark(file, block));
while (true)
{
    output.WriteLine(hybrid.Tick(DateTimeOffset.UtcNow - setBack).Packed.ToString(CultureInfo.InvariantCulture));
}
