namespace Quorate.EndToEnd.Tests.History;

/// <summary>
/// A key as a reply or the model shows it; null values stand for absent keys where this type is nullable.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="ModRevision">The revision that last changed it.</param>
/// <param name="Version">How often it was written.</param>
internal sealed record Seen(string Value, long ModRevision, long Version);
