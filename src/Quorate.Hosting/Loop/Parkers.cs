using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>Chooses the cheapest parker that this system has.</summary>
internal static class Parkers
{
    /// <summary>A parker for a thread that waits for its mailbox alone.</summary>
    public static IParker Create() =>
        ConnectionPoll.IsSupported ? new PollParker(new ConnectionPoll()) : new SemaphoreParker();
}
