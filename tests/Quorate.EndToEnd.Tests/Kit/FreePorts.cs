using System.Net;
using System.Net.Sockets;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>Ports that nothing listens on.</summary>
internal static class FreePorts
{
    /// <summary>Takes different free ports; nothing else is likely to take them before they are used.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
            {
                listener.Start();
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener.Dispose();
            }
        }
    }
}
