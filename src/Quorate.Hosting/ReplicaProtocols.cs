namespace Quorate.Hosting;

/// <summary>The replication protocols that a replica can run, by name.</summary>
public static class ReplicaProtocols
{
    /// <summary>What is run unless another name is given.</summary>
    public const string Default = "vr";

    private static readonly IReplicaProtocol[] All = [new ViewstampedProtocol(), new LamportProtocol()];

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(protocol => protocol.Name)];

    /// <summary>Whether this names a protocol in which every replica orders what it is given.</summary>
    /// <param name="name">A name, perhaps that of a later release's protocol.</param>
    public static bool IsLeaderless(string? name) => Array.Exists(All, one => one.Name == name && !one.HasPrimary);

    /// <summary>The protocol of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no protocol of that name.</exception>
    public static IReplicaProtocol Of(string name) =>
        Array.Find(All, protocol => protocol.Name == name)
        ?? throw new ArgumentException($"'{name}' is not one of {string.Join(", ", Names)}.", nameof(name));
}
