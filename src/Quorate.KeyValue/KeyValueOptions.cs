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
}
