using Microsoft.Extensions.Logging;

namespace Quorate.Clocks.Tests;

/// <summary>A log record as a provider gets it.</summary>
internal sealed record CapturedRecord(
    string Category, LogLevel Level, string Message, IReadOnlyList<KeyValuePair<string, object?>> Scopes)
{
    public string? CausalTime => Scopes.Where(scope => scope.Key == "CausalTime").Select(scope => scope.Value)
        .SingleOrDefault() as string;
}
