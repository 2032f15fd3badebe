namespace Quorate.Broadcast.Tests;

/// <summary>A clock with one number, Lamport's or a hybrid one, as the properties drive it.</summary>
internal interface IScalarClock
{
    ulong Tick(DateTimeOffset wall);

    ulong Receive(ulong received, DateTimeOffset wall);
}
