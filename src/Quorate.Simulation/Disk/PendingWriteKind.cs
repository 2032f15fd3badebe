namespace Quorate.Simulation;

/// <summary>The kinds of durable writes (<see cref="IHostEffects"/>).</summary>
internal enum PendingWriteKind : byte
{
    /// <summary>An entry after the head.</summary>
    Append,

    /// <summary>Everything after an op is dropped.</summary>
    Truncate,

    /// <summary>The metadata.</summary>
    Metadata,

    /// <summary>A suffix and the metadata, as one step.</summary>
    Install,
}
