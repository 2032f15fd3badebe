using Quorate.Broadcast;

var here = new HybridLogicalClock(skewMax: TimeSpan.FromSeconds(10));
var there = new HybridLogicalClock(skewMax: TimeSpan.FromSeconds(10));
var behind = TimeSpan.FromSeconds(5); // The other machine's wall clock is wrong.

var asked = here.Tick(DateTimeOffset.UtcNow); // Eight bytes that go along with the message.
var outcome = there.Merge(asked, DateTimeOffset.UtcNow - behind); // TooFarAhead, if it were more than 10 s.
var answered = there.Tick(DateTimeOffset.UtcNow - behind);

Console.WriteLine($"{outcome}: the answer is later than its question: {answered > asked}");
Console.WriteLine($"{asked}\n{answered}");
