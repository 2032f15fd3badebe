namespace Quorate;

/// <summary>What a node counted since it started. Written by the node's thread; readable from any.</summary>
public sealed class NodeCounters
{
    private readonly FrontEnd _frontEnd;
    private readonly long[] _refusedFrames = new long[(int)FrameRefusal.Stopped + 1];

    internal NodeCounters(FrontEnd frontEnd) => _frontEnd = frontEnd;

    /// <summary>Frames that became messages.</summary>
    public long FramesAccepted { get; internal set; }

    /// <summary>Requests of local callers that the core was handed again.</summary>
    public long RequestsRetransmitted => _frontEnd.Retransmitted;

    /// <summary>Sessions of this replica that were lost to eviction.</summary>
    public long SessionsLost => _frontEnd.SessionsLost;

    /// <summary>Frames refused for one reason.</summary>
    /// <param name="reason">The reason.</param>
    public long FramesRefused(FrameRefusal reason) => _refusedFrames[(int)reason];

    internal void Refuse(FrameRefusal reason) => _refusedFrames[(int)reason]++;
}
