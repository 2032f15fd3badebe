namespace Quorate.Broadcast.Tests;

/// <summary>A vector clock as the properties drive it.</summary>
internal interface IVectorUnderTest
{
    ulong[] Tick();

    ulong[] Receive(ulong[] received, int sender);
}
