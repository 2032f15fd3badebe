namespace Quorate.Transport;

/// <summary>One established connection, in one of its two ways to move bytes.</summary>
internal abstract class PeerConnection : IDisposable
{
    /// <summary>Encodes a message behind those that wait; drops and counts it when too much waits.</summary>
    public abstract void Enqueue(Message message, TransportOptions options);

    /// <summary>Sends what waits.</summary>
    public abstract void Flush();

    /// <summary>Receives until the connection ends; returns why it did.</summary>
    public abstract Task<string> ReceiveAsync(ReplicaId peer, ITransportEvents events);

    /// <inheritdoc/>
    public abstract void Dispose();
}
