using System.Text.Json;
using System.Text.Json.Serialization;

namespace Quorate.Cli.Serving;

/// <summary>
/// The JSON form of a replica's configuration; a field it does not know is an error, not a silent default.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(ServeConfig))]
internal sealed partial class ServeJson : JsonSerializerContext
{
}
