namespace Quorate.Cli.Serving;

/// <summary>One replica in a cluster's configuration.</summary>
internal sealed record ServeMember
{
    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Where the other replicas reach it, HOST:PORT.</summary>
    public string? Peer { get; init; }

    /// <summary>Where clients reach it, HOST:PORT.</summary>
    public string? Client { get; init; }
}
