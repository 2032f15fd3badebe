namespace Quorate.Transport.Tests;

/// <summary>The thread pool reads the sockets.</summary>
public sealed class StreamedTransportTests() : PeerTransportTests(isPolled: false);
