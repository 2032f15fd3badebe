namespace Quorate.Clocks;

/// <summary>What became of the time of a message.</summary>
internal enum Intake
{
    /// <summary>The message carries none.</summary>
    Absent,

    /// <summary>It was taken over.</summary>
    Merged,

    /// <summary>It is of another version, and was left alone.</summary>
    UnknownVersion,

    /// <summary>It is no time, and was left alone.</summary>
    Malformed,

    /// <summary>It is further ahead than the skew bound allows, and was left alone.</summary>
    TooFarAhead,
}
