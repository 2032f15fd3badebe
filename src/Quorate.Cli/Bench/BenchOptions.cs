using Quorate.Cli.Etcd;

namespace Quorate.Cli.Bench;

/// <summary>What <c>quorate bench</c> was asked to do.</summary>
/// <param name="Operation">The load.</param>
/// <param name="Endpoints">Host and port of each server to use.</param>
/// <param name="Keys">How many different keys.</param>
/// <param name="ValueBytes">Bytes of each value.</param>
/// <param name="Clients">Requests in flight: each client sends its next request when it has the reply.</param>
/// <param name="Connections">Connections, spread over the endpoints.</param>
/// <param name="Duration">How long to measure.</param>
/// <param name="WarmUp">How long to run before measuring.</param>
/// <param name="Serializable">Whether reads may be answered from one member's own state.</param>
/// <param name="Load">Whether to write every key before a load that reads.</param>
/// <param name="Tls">How to secure the connections; null for clear text, unless an endpoint says https.</param>
internal sealed record BenchOptions(
    BenchOperation Operation,
    IReadOnlyList<string> Endpoints,
    int Keys,
    int ValueBytes,
    int Clients,
    int Connections,
    TimeSpan Duration,
    TimeSpan WarmUp,
    bool Serializable,
    bool Load,
    EtcdTls? Tls = null);
