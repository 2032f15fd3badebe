namespace Quorate;

/// <summary>Why a frame was refused.</summary>
public enum FrameError
{
    /// <summary>The frame is good.</summary>
    None,

    /// <summary>Fewer bytes than the header says; read on.</summary>
    Incomplete,

    /// <summary>The length is out of bounds: the stream cannot be trusted any more.</summary>
    Length,

    /// <summary>The sender speaks another version of the protocol.</summary>
    Version,

    /// <summary>Reserved bits are set.</summary>
    Reserved,

    /// <summary>The bytes were altered on the way.</summary>
    Checksum,

    /// <summary>The sender belongs to another cluster.</summary>
    Cluster,
}
