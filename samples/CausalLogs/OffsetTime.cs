namespace CausalLogs;

/// <summary>A wall clock that is wrong by a fixed amount.</summary>
internal sealed class OffsetTime(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
