using System.Net;

namespace Quorate.Etcd.Connections;

/// <summary>
/// The HTTP/2 side of a shared clear-text address. Kestrel binds it like an address of its own; its connections are
/// those of the address it stands beside that began with the HTTP/2 preface.
/// </summary>
internal sealed class Http2Twin(EndPoint shared) : EndPoint
{
    /// <summary>The address whose connections are shared, as it was asked for (with port 0, when it was).</summary>
    public EndPoint Shared { get; } = shared;

    public override string ToString() => $"{Shared} (HTTP/2)";
}
