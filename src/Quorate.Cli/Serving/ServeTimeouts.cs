namespace Quorate.Cli.Serving;

/// <summary>Time-outs of a replica, in milliseconds; each has a default.</summary>
internal sealed record ServeTimeouts
{
    /// <summary>How often an idle primary says that it lives.</summary>
    public int? HeartbeatMilliseconds { get; init; }

    /// <summary>
    /// How long a backup hears nothing from the primary before it asks for another; at least four heartbeats.
    /// </summary>
    public int? SuspectMilliseconds { get; init; }

    /// <summary>How long a client's request may take before its outcome is reported as unknown.</summary>
    public int? RequestMilliseconds { get; init; }
}
