namespace Quorate.KeyValue;

/// <summary>
/// Options of the key-value state machine. They decide replies, so they must be equal on all replicas.
/// </summary>
public sealed record KeyValueOptions
{
    /// <summary>etcd's default quota.</summary>
    public const long DefaultQuotaBytes = 2L << 30;

    /// <summary>
    /// Most bytes of keys, values and record headers, all stored versions counted. Beyond it puts are refused with
    /// <see cref="KeyValueError.NoSpace"/>, reads and deletes are not.
    /// </summary>
    public long QuotaBytes { get; init; } = DefaultQuotaBytes;

    /// <summary>
    /// Most bytes that an operation may reply, up to what its own writes add; beyond it the operation is refused with
    /// <see cref="KeyValueError.ReplyTooLarge"/>. Queries are not limited.
    /// </summary>
    public long ReplyBytesMax { get; init; } = 256L << 20;
}
