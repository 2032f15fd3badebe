using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>The values of a replica that are read when somebody collects metrics.</summary>
internal sealed class HostInstruments(
    HostMetrics metrics, ReplicaLoop loop, TransportCounters transport, TransportEvents events, NodeCounters node)
{
    public void Register()
    {
        metrics.Observe("quorate.view", "{view}", "The current view.", () => (long)loop.Status.Core.View.Value);
        metrics.Observe(
            "quorate.status", "{status}", "0 normal, 1 view change, 2 recovering, 3 state transfer, 4 stopped.",
            () => (long)loop.Status.Core.Status);
        metrics.Observe("quorate.op", "{op}", "The head of the log.", () => (long)loop.Status.Core.Op.Value);
        metrics.Observe("quorate.commit", "{op}", "The commit number.", () => (long)loop.Status.Core.Commit.Value);
        metrics.Observe("quorate.executed", "{op}", "The last op executed.", () => (long)loop.Status.Executed.Value);
        metrics.Observe("quorate.checkpoint", "{op}", "The op of the last durable checkpoint.",
            () => (long)loop.Status.Core.Checkpoint.Value);
        metrics.Count("quorate.frames.sent", "{frame}", "Frames sent to peers.", () => transport.FramesSent);
        metrics.Count(
            "quorate.frames.received", "{frame}", "Frames received from peers.", () => transport.FramesReceived);
        metrics.Count("quorate.bytes.sent", "By", "Bytes of frames sent to peers.", () => transport.BytesSent);
        metrics.Count("quorate.bytes.received", "By", "Bytes of frames received.", () => transport.BytesReceived);
        metrics.Count("quorate.frames.dropped", "{frame}", "Frames dropped because a queue was full or a peer away.",
            () => transport.FramesDropped + events.FramesDropped);
        metrics.Count("quorate.frames.refused", "{frame}", "Frames refused as malformed.", () => FramesRefused());
        metrics.Count("quorate.connections.refused", "{connection}", "Connections refused by either side.",
            () => ConnectionsRefused());
        metrics.Count("quorate.connections.bad", "{connection}", "Connections closed for a frame length out of bounds.",
            () => transport.BadStreams);
        metrics.Count("quorate.requests.retransmitted", "{request}", "Requests handed to the core again.",
            () => node.RequestsRetransmitted);
        metrics.Count("quorate.view_changes", "{change}", "Times this replica left a view.",
            () => metrics.Traced(TraceKind.BecameViewChange));
        metrics.Count("quorate.contradictions", "{message}",
            "Messages of peers that contradict what is known of them.", () => metrics.Traced(TraceKind.Contradicted));
    }

    private long FramesRefused() =>
        Enum.GetValues<FrameRefusal>().Where(reason => reason != FrameRefusal.None).Sum(node.FramesRefused);

    private long ConnectionsRefused() =>
        Enum.GetValues<HandshakeRefusal>().Where(reason => reason != HandshakeRefusal.None).Sum(transport.Refused);
}
