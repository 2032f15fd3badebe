using System.Net;
using System.Net.Sockets;

namespace Quorate.Testing;

/// <summary>
/// Ports that nothing listens on. They lie below those that the system gives to outgoing connections, so that no
/// connection of another test takes one between its choice and its use.
/// </summary>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Count = 22_000;

    // Test projects run side by side: each starts at a place of its own.
    private static int s_taken = (int)((uint)Environment.ProcessId * 7919 % Count);

    /// <summary>Takes different free ports.</summary>
    public static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Take())];

    /// <summary>Takes one free port.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_taken) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody else's: the next one.
            }
        }
    }
}
