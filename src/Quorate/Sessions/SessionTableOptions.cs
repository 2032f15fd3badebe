namespace Quorate;

/// <summary>
/// Limits of the session table (architecture.md §3). They decide what is evicted and forgotten, so all replicas of a
/// cluster must have the same ones.
/// </summary>
public sealed record SessionTableOptions
{
    /// <summary>Sessions kept; registering one more evicts the one that has been idle for longest.</summary>
    public int SessionsMax { get; init; } = 256;

    /// <summary>Replies kept per session (W).</summary>
    public int RepliesMax { get; init; } = 4096;

    /// <summary>Bytes of replies kept per session; the newest reply is kept whatever its size.</summary>
    public int ReplyBytesMax { get; init; } = 4 << 20;
}
