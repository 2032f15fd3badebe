namespace Quorate.Simulation;

/// <summary>Kinds of background work of a host.</summary>
internal enum HostAnswerKind : byte
{
    /// <summary>Entries are read back from the journal.</summary>
    LogRead,

    /// <summary>A chunk of a checkpoint is read.</summary>
    CheckpointRead,

    /// <summary>A checkpoint is written.</summary>
    CheckpointWritten,
}
