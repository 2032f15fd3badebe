namespace Quorate.Etcd.Connections;

/// <summary>What the first bytes of a connection begin.</summary>
internal enum SniffedProtocol
{
    /// <summary>Not enough bytes to tell.</summary>
    Undecided,

    /// <summary>An HTTP/1.1 request.</summary>
    Http1,

    /// <summary>The HTTP/2 connection preface.</summary>
    Http2,

    /// <summary>Neither.</summary>
    Neither,
}
