namespace Quorate.Transport;

/// <summary>Why a connection between replicas was refused. The values travel on the wire.</summary>
public enum HandshakeRefusal : byte
{
    /// <summary>The connection is accepted.</summary>
    None = 0,

    /// <summary>What connected does not speak this protocol.</summary>
    Garbage = 1,

    /// <summary>The peer speaks another version of the protocol.</summary>
    Version = 2,

    /// <summary>The peer belongs to another cluster.</summary>
    Cluster = 3,

    /// <summary>The peer has another configuration.</summary>
    Epoch = 4,

    /// <summary>The peer meant to reach another member: an address leads to the wrong replica.</summary>
    WrongReceiver = 5,

    /// <summary>The peer claims an identity that is no member, or this replica's own.</summary>
    WrongSender = 6,

    /// <summary>The peer did not finish its handshake in time.</summary>
    Timeout = 7,

    /// <summary>TLS could not be agreed on, or a certificate is not of the cluster's authority.</summary>
    Certificate = 8,

    /// <summary>The peer runs another replication protocol.</summary>
    Protocol = 9,
}
