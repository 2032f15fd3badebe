using System.Text.Json.Serialization;

namespace Quorate.Cli.Development;

/// <summary>The JSON forms of a development cluster, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DevelopmentFile))]
[JsonSerializable(typeof(DevelopmentReport))]
internal sealed partial class DevelopmentJson : JsonSerializerContext
{
}
