using System.Text.Json.Serialization;

namespace Quorate.Cli.Development;

/// <summary>
/// What a development cluster's data directory remembers, so that started again it is the same cluster.
/// </summary>
/// <param name="Cluster">The cluster's identity.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Replicas">How many replicas.</param>
[method: JsonConstructor]
internal sealed record DevelopmentFile(string Cluster, string Protocol, int Replicas);
