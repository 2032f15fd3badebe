namespace Quorate.Clocks;

/// <summary>What the header of a message turned out to be.</summary>
public enum HeaderReading
{
    /// <summary>A time.</summary>
    Time,

    /// <summary>A time of a version that is not known here.</summary>
    UnknownVersion,

    /// <summary>No time at all.</summary>
    Malformed,
}
