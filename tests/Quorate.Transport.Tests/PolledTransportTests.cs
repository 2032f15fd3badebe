namespace Quorate.Transport.Tests;

/// <summary>The loop polls the sockets itself.</summary>
public sealed class PolledTransportTests() : PeerTransportTests(isPolled: true);
