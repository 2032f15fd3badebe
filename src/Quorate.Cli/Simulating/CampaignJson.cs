using System.Text.Json.Serialization;

namespace Quorate.Cli.Simulating;

/// <summary>The JSON form of a campaign, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CampaignReport))]
internal sealed partial class CampaignJson : JsonSerializerContext
{
}
