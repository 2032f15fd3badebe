namespace Quorate.Simulation;

/// <summary>How a recorded call ended.</summary>
internal enum RecordedOutcome : byte
{
    /// <summary>
    /// It has no outcome: its client, its replica or its patience died. It may execute at any later time.
    /// </summary>
    Open,

    /// <summary>It was executed and answered.</summary>
    Executed,

    /// <summary>It was refused for good: it must never execute.</summary>
    Refused,
}
