namespace Quorate.Tracing;

/// <summary>Sizes of a diagram, in pixels unless said otherwise.</summary>
public sealed record DiagramOptions
{
    private const double ClientsHeight = 190;
    private const double ClientLaneMin = 17;

    /// <summary>Room at the left for the names of the lanes.</summary>
    public double Left { get; init; } = 64;

    /// <summary>Room at the right.</summary>
    public double Right { get; init; } = 28;

    /// <summary>Distance between events of one process at one moment.</summary>
    public double Slot { get; init; } = 11;

    /// <summary>Width of a stretch of time as long as <see cref="TimeUnit"/>; twice the time adds this much.</summary>
    public double StretchWidth { get; init; } = 15;

    /// <summary>The shortest stretch of time that matters, in nanoseconds.</summary>
    public long TimeUnit { get; init; } = 20_000;

    /// <summary>A stretch without events as long as this is drawn as a break, in nanoseconds.</summary>
    public long BreakAfter { get; init; } = 5_000_000;

    /// <summary>Width of a break.</summary>
    public double BreakWidth { get; init; } = 58;

    /// <summary>The least that an arrow slopes: distance along time from sending to receipt.</summary>
    public double SlopeMin { get; init; } = 16;

    /// <summary>Height of a client's lane.</summary>
    public double ClientLane { get; init; } = 46;

    /// <summary>Height of a replica's lane.</summary>
    public double ReplicaLane { get; init; } = 112;

    /// <summary>Times before which room is left to break the diagram into rows, in nanoseconds.</summary>
    public IReadOnlyList<long> RoomBefore { get; init; } = [];

    /// <summary>Sizes that suit a trace: denser when there are many events, or many clients.</summary>
    public static DiagramOptions For(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var clients = trace.Processes.Count(process => process.Role == ProcessRole.Client);
        var usual = new DiagramOptions();
        var lane = Math.Clamp(Math.Round(ClientsHeight / Math.Max(1, clients)), ClientLaneMin, usual.ClientLane);
        var options = usual with { ClientLane = lane };
        return trace.Events.Count <= 400 ? options : options with { StretchWidth = 7, SlopeMin = 11, Slot = 9 };
    }
}
