namespace Quorate.Broadcast.Tests;

/// <summary>One event of an execution. Events are numbered in an order that extends happened-before.</summary>
/// <param name="Process">Where it happened.</param>
/// <param name="Previous">The event before it in its process, or -1.</param>
/// <param name="Received">For a receive: the event whose message it is; else -1.</param>
/// <param name="WallMilliseconds">What the process's wall clock showed.</param>
internal readonly record struct ExecutedEvent(int Process, int Previous, int Received, long WallMilliseconds)
{
    public DateTimeOffset Wall => DateTimeOffset.FromUnixTimeMilliseconds(WallMilliseconds);
}
