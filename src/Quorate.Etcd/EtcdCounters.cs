using System.Diagnostics.Metrics;

namespace Quorate.Etcd;

/// <summary>
/// What the front-end counts. The same numbers feed <see cref="System.Diagnostics.Metrics"/> (meter "Quorate.Etcd") and
/// the /metrics page.
/// </summary>
internal sealed class EtcdCounters : IDisposable
{
    private readonly Meter _meter = new("Quorate.Etcd");
    private long _requests;
    private long _failures;
    private long _unknownOutcomes;
    private long _refused;
    private long _protocolErrors;
    private long _badConnections;

    public EtcdCounters()
    {
        All =
        [
            new("quorate_etcd_requests_total",
                "Requests received over gRPC and JSON.", () => Read(ref _requests)),
            new("quorate_etcd_failures_total",
                "Requests answered with an error.", () => Read(ref _failures)),
            new("quorate_etcd_unknown_outcomes_total",
                "Requests whose time ran out.", () => Read(ref _unknownOutcomes)),
            new("quorate_etcd_refused_total",
                "Requests refused for load, size or a stop.", () => Read(ref _refused)),
            new("quorate_etcd_bad_requests_total",
                "Malformed requests.", () => Read(ref _protocolErrors)),
            new("quorate_etcd_bad_connections_total",
                "Connections that spoke no HTTP, or clear text where TLS is served.", () => Read(ref _badConnections)),
        ];
        foreach (var counter in All)
        {
            _meter.CreateObservableCounter(counter.Name, counter.Read, description: counter.Help);
        }
    }

    /// <summary>Every counter, in a fixed order.</summary>
    public IReadOnlyList<Counter> All { get; }

    public void Request() => Interlocked.Increment(ref _requests);

    public void Failure() => Interlocked.Increment(ref _failures);

    public void UnknownOutcome() => Interlocked.Increment(ref _unknownOutcomes);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void BadRequest() => Interlocked.Increment(ref _protocolErrors);

    public void BadConnection() => Interlocked.Increment(ref _badConnections);

    public void Dispose() => _meter.Dispose();

    private static long Read(ref long counter) => Interlocked.Read(ref counter);

    /// <summary>One counter.</summary>
    /// <param name="Name">Its name on the /metrics page.</param>
    /// <param name="Help">A sentence about it.</param>
    /// <param name="Read">Reads it.</param>
    internal sealed record Counter(string Name, string Help, Func<long> Read);
}
