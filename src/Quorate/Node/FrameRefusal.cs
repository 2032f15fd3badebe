namespace Quorate;

/// <summary>Why a node refused a frame. The first values are those of <see cref="FrameError"/>.</summary>
public enum FrameRefusal
{
    /// <summary>Not refused.</summary>
    None = FrameError.None,

    /// <summary>Fewer bytes than the header says.</summary>
    Incomplete = FrameError.Incomplete,

    /// <summary>The length is out of bounds or not the frame's.</summary>
    Length = FrameError.Length,

    /// <summary>The sender speaks another version of the protocol.</summary>
    Version = FrameError.Version,

    /// <summary>Reserved bits are set.</summary>
    Reserved = FrameError.Reserved,

    /// <summary>The bytes were altered on the way.</summary>
    Checksum = FrameError.Checksum,

    /// <summary>The sender belongs to another cluster.</summary>
    Cluster = FrameError.Cluster,

    /// <summary>The frame names a sender that is not the connection's, not a member, or the replica itself.</summary>
    Sender = 7,

    /// <summary>The payload is not a canonical message of this protocol.</summary>
    Malformed = 8,

    /// <summary>The node has stopped.</summary>
    Stopped = 9,
}
