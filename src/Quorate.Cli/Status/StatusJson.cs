using System.Text.Json.Serialization;

namespace Quorate.Cli.Status;

/// <summary>The JSON form of a cluster's status, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterStatus))]
internal sealed partial class StatusJson : JsonSerializerContext
{
}
