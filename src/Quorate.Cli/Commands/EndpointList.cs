using System.Globalization;

namespace Quorate.Cli.Commands;

/// <summary>
/// Reads endpoint lists the way etcdctl does: HOST:PORT by commas, with or without <c>http://</c> or <c>https://</c>.
/// </summary>
internal static class EndpointList
{
    /// <summary>Parses a list.</summary>
    /// <exception cref="UsageException">It is empty, or an element is not HOST:PORT.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var endpoints = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return endpoints.Length == 0
            ? throw new UsageException("--endpoint needs at least one HOST:PORT.")
            : [.. endpoints.Select(ParseOne)];
    }

    private static string ParseOne(string text)
    {
        var scheme = text.StartsWith("https://", StringComparison.Ordinal) ? "https://"
            : text.StartsWith("http://", StringComparison.Ordinal) ? "http://" : string.Empty;
        var endpoint = text[scheme.Length..].TrimEnd('/');
        var colon = endpoint.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(endpoint[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port != 0
            && Uri.TryCreate("http://" + endpoint, UriKind.Absolute, out var uri)
            && uri.PathAndQuery == "/"
                ? scheme + endpoint
                : throw new UsageException($"'{text}' is not an endpoint: write HOST:PORT, such as 127.0.0.1:2379.");
    }
}
