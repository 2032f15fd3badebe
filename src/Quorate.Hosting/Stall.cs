using System.Globalization;

namespace Quorate.Hosting;

/// <summary>Whom a replica waits for while it can order nothing.</summary>
/// <param name="Replica">Without it nothing goes on; of several, the one that is silent longest.</param>
/// <param name="Silence">For how long it has not been heard.</param>
public readonly record struct Stall(ReplicaId Replica, TimeSpan Silence)
{
    /// <summary>The stall in words that end an error message.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"waiting for replica {Replica.Value}, silent for {Silence.TotalSeconds:F1} s");
}
