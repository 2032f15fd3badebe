namespace Quorate.Transport;

/// <summary>What the transport has counted since it was created; safe to read from any thread.</summary>
public sealed class TransportCounters
{
    private readonly long[] _refused = new long[(int)Enum.GetValues<HandshakeRefusal>().Max() + 1];
    private long _bytesSent;
    private long _framesSent;
    private long _framesDropped;
    private long _bytesReceived;
    private long _framesReceived;
    private long _badStreams;

    /// <summary>Bytes of frames handed to the network.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Frames handed to the network.</summary>
    public long FramesSent => Interlocked.Read(ref _framesSent);

    /// <summary>Frames dropped because the peer was not connected or its queue was full.</summary>
    public long FramesDropped => Interlocked.Read(ref _framesDropped);

    /// <summary>Bytes of frames received.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Frames received.</summary>
    public long FramesReceived => Interlocked.Read(ref _framesReceived);

    /// <summary>Connections closed because the length of a frame was out of bounds.</summary>
    public long BadStreams => Interlocked.Read(ref _badStreams);

    /// <summary>Connections refused for one reason, by either side.</summary>
    public long Refused(HandshakeRefusal refusal) => Interlocked.Read(ref _refused[(int)refusal]);

    internal void AddSent(int bytes)
    {
        Interlocked.Increment(ref _framesSent);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    internal void AddDropped() => Interlocked.Increment(ref _framesDropped);

    internal void AddReceived(int frames, long bytes)
    {
        Interlocked.Add(ref _framesReceived, frames);
        Interlocked.Add(ref _bytesReceived, bytes);
    }

    internal void AddBadStream() => Interlocked.Increment(ref _badStreams);

    internal void AddRefused(HandshakeRefusal refusal) => Interlocked.Increment(ref _refused[(int)refusal]);
}
