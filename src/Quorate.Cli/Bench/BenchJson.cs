using System.Text.Json;
using System.Text.Json.Serialization;

namespace Quorate.Cli.Bench;

/// <summary>The JSON form of a bench result, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchResult))]
internal sealed partial class BenchJson : JsonSerializerContext
{
}
