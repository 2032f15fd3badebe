using Microsoft.Extensions.Logging;
using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>
/// Brings what the transport sees to the loop. Frames beyond a bound are dropped and counted; the protocol retransmits.
/// </summary>
internal sealed class TransportEvents(Mailbox<LoopItem> loop, ILogger logger, ReplicaId self) : ITransportEvents
{
    private const int WaitingMax = 100_000;
    private const int RemotesMax = 1000;
    private readonly Lock _gate = new(); // Protects the last refusal of each remote.
    private readonly Dictionary<string, HandshakeRefusal> _refusals = [];
    private long _framesDropped;

    /// <summary>Frames dropped because the loop did not keep up.</summary>
    public long FramesDropped => Interlocked.Read(ref _framesDropped);

    public void OnPeerUp(ReplicaId peer)
    {
        HostLog.PeerUp(logger, self, peer);
        loop.Post(new LoopItem(new PeerUp(peer), peer));
    }

    public void OnPeerDown(ReplicaId peer, string reason)
    {
        loop.Post(new LoopItem(new PeerDown(peer), peer));
        HostLog.PeerDown(logger, self, peer, reason);
    }

    public void OnFrames(ReplicaId from, List<byte[]> frames)
    {
        if (loop.Count >= WaitingMax)
        {
            Interlocked.Add(ref _framesDropped, frames.Count);
            return;
        }

        loop.Post(new LoopItem(frames, from));
    }

    public void OnRefused(string remote, HandshakeRefusal refusal, string reason)
    {
        lock (_gate)
        {
            // A peer that is configured wrongly dials once a second: say it once, and again when it changes.
            var host = remote.Contains(" at ", StringComparison.Ordinal) ? remote : remote.Split(':')[0];
            if (_refusals.TryGetValue(host, out var last) && last == refusal)
            {
                return;
            }

            if (_refusals.Count >= RemotesMax)
            {
                _refusals.Clear();
            }

            _refusals[host] = refusal;
        }

        HostLog.Refused(logger, self, remote, refusal, reason);
    }
}
