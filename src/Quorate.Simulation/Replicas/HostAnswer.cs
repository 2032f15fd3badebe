namespace Quorate.Simulation;

/// <summary>Background work of a replica's host that will complete later.</summary>
/// <param name="Kind">What kind of work.</param>
/// <param name="Cookie">The asker's cookie.</param>
/// <param name="First">The first op, or the checkpoint's op.</param>
/// <param name="Last">The last op.</param>
/// <param name="Chunk">A chunk.</param>
/// <param name="Reference">A checkpoint.</param>
/// <param name="Chunks">Its content, when it is still to be written.</param>
internal readonly record struct HostAnswer(
    HostAnswerKind Kind,
    Cookie Cookie,
    OpNumber First,
    OpNumber Last,
    int Chunk,
    CheckpointReference Reference,
    IEnumerable<ReadOnlyMemory<byte>>? Chunks);
