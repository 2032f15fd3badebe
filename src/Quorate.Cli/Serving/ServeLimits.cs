namespace Quorate.Cli.Serving;

/// <summary>Limits of a replica; each has a default.</summary>
internal sealed record ServeLimits
{
    /// <summary>The largest request, in bytes.</summary>
    public int? RequestBytes { get; init; }

    /// <summary>Operations that may wait on this replica; more are answered with "too many requests".</summary>
    public int? PendingOperations { get; init; }

    /// <summary>Log entries between two checkpoints.</summary>
    public int? CheckpointEveryOps { get; init; }
}
