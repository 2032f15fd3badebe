namespace Quorate.Clocks;

/// <summary>
/// The clock of a service. Binds from configuration; <see cref="CausalTimeOptionsValidator"/> says what is wrong and
/// what to do.
/// </summary>
public sealed class CausalTimeOptions
{
    /// <summary>
    /// How far ahead of the local wall clock a received time may be, 1 ms to 1 day: somewhat more than the wall clocks
    /// of the services may differ. It bounds how far one wrong clock can drag the others.
    /// </summary>
    public TimeSpan MaxSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The file that carries the clock over restarts, one for each process, on a durable disk; null when the wall
    /// clock is trusted never to go back over a restart.
    /// </summary>
    public string? MarkFile { get; set; }

    /// <summary>
    /// How much time one write to <see cref="MarkFile"/> reserves, at most half of <see cref="MaxSkew"/>: a restarted
    /// service is ahead of its wall clock by up to as much.
    /// </summary>
    public TimeSpan MarkBlock { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What becomes of a request whose time is too far ahead.</summary>
    public ClockAheadPolicy WhenCallerIsAhead { get; set; } = ClockAheadPolicy.Refuse;

    /// <summary>
    /// Whether every client of the application's <see cref="System.Net.Http.IHttpClientFactory"/> sends the time. If
    /// not, add <see cref="CausalTimeHandler"/> to those that shall: the header tells strangers this service's time.
    /// </summary>
    public bool SendFromAllClients { get; set; } = true;

    /// <summary>Whether every log record carries the time.</summary>
    public bool StampLogs { get; set; } = true;
}
