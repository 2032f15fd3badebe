namespace Quorate.Simulation;

/// <summary>
/// One call of a client, from invocation to outcome. An outcome that stays open may have happened or not.
/// </summary>
internal sealed class RecordedCall
{
    /// <summary>Whether it only reads.</summary>
    public required bool IsRead { get; init; }

    /// <summary>The operation or query; operations are unique in the run.</summary>
    public required ReadOnlyMemory<byte> Operation { get; init; }

    /// <summary>The operation's digest, as the log has it.</summary>
    public ulong Digest { get; init; }

    /// <summary>Whether the log executes it; the history checker finds out.</summary>
    public bool IsExecuted { get; set; }

    /// <summary>The replica it was submitted at.</summary>
    public required int Replica { get; init; }

    /// <summary>The history's stamp at the invocation.</summary>
    public required long Invoked { get; init; }

    /// <summary>Simulated time of the invocation.</summary>
    public required long InvokedAt { get; init; }

    /// <summary>The history's stamp at the outcome; the end of time while it is open or unknown.</summary>
    public long Completed { get; set; } = long.MaxValue;

    /// <summary>How it ended.</summary>
    public RecordedOutcome Outcome { get; set; }

    /// <summary>The op the reply claims to stem from.</summary>
    public OpNumber Op { get; set; }

    /// <summary>The reply.</summary>
    public ReadOnlyMemory<byte> Reply { get; set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsRead ? "read" : "operation")} {Convert.ToHexString(Operation.Span)} at r{Replica} ({Outcome}, op {Op})";
}
