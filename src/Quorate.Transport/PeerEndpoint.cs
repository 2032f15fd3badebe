namespace Quorate.Transport;

/// <summary>Where a member listens for its peers.</summary>
/// <param name="Id">The member.</param>
/// <param name="Host">A host name or IP address.</param>
/// <param name="Port">The TCP port.</param>
public sealed record PeerEndpoint(ReplicaId Id, string Host, int Port)
{
    /// <summary>Parses <c>host:port</c>; IPv6 addresses stand in brackets.</summary>
    /// <param name="id">The member the address belongs to.</param>
    /// <param name="text">The address.</param>
    /// <param name="endpoint">The endpoint, when the text is one.</param>
    /// <returns>Whether the text was a host and a port from 1 to 65535.</returns>
    public static bool TryParse(ReplicaId id, string? text, out PeerEndpoint? endpoint)
    {
        endpoint = null;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0)
        {
            return false;
        }

        var host = text![..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        endpoint = new PeerEndpoint(id, host, port);
        return host.Length > 0;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
