using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>Parks in poll(2), which also watches the peers' sockets when there are any.</summary>
internal sealed class PollParker(ConnectionPoll poll) : IParker
{
    public void Park(TimeSpan timeout) => poll.Wait(timeout);

    public void Wake() => poll.Wake();

    public void Dispose() => poll.Dispose();
}
