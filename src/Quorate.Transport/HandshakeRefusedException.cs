namespace Quorate.Transport;

/// <summary>
/// Ends a connection attempt inside the transport; reported through <see cref="ITransportEvents.OnRefused"/>.
/// </summary>
internal sealed class HandshakeRefusedException(HandshakeRefusal refusal, string reason) : Exception(reason)
{
    public HandshakeRefusal Refusal { get; } = refusal;
}
