namespace Quorate.Simulation;

/// <summary>
/// Checkpoints and state digests at one op are byte-identical on all replicas, for ever (viewstamped.md §18, check 6).
/// </summary>
internal sealed class CheckpointChecker(ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "checkpoints";

    private readonly Dictionary<ulong, (CheckpointReference Reference, Checksum? Content)> _checkpoints = [];

    /// <summary>A replica took, wrote or installed a checkpoint.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="reference">The checkpoint's name.</param>
    /// <param name="content">Checksum of all its bytes, when they are at hand.</param>
    public void Seen(int replica, in CheckpointReference reference, Checksum? content)
    {
        if (!_checkpoints.TryGetValue(reference.Op.Value, out var known))
        {
            _checkpoints.Add(reference.Op.Value, (reference, content));
            return;
        }

        if (known.Reference != reference)
        {
            violations.Report(Name, $"r{replica} has {reference} where another replica has {known.Reference}");
        }

        if (known.Content is not null && content is not null && known.Content != content)
        {
            violations.Report(
                Name, $"r{replica}'s checkpoint at op {reference.Op} has other bytes than another replica's");
        }

        if (known.Content is null && content is not null)
        {
            _checkpoints[reference.Op.Value] = (reference, content);
        }
    }
}
