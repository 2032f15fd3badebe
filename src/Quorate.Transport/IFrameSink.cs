namespace Quorate.Transport;

/// <summary>Receives the frames that a <see cref="ConnectionPoll"/> reads, on the polling thread.</summary>
public interface IFrameSink
{
    /// <summary>A whole frame arrived, unverified.</summary>
    /// <param name="from">The peer, as its connection proves it.</param>
    /// <param name="frame">The frame; belongs to the sink from now on.</param>
    void OnFrame(ReplicaId from, byte[] frame);
}
