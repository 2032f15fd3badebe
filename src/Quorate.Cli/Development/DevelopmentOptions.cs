namespace Quorate.Cli.Development;

/// <summary>What <c>quorate start</c> was asked to do.</summary>
/// <param name="Protocol">The protocol; null for what the data directory says, else the default.</param>
/// <param name="Replicas">How many replicas; null for what the data directory says, else three.</param>
/// <param name="DataDirectory">Where each replica has its directory.</param>
/// <param name="ClientPorts">One port, from which the others count up, or one for each replica; null for
/// etcd's.</param>
/// <param name="PeerPorts">The same for the ports between replicas.</param>
internal sealed record DevelopmentOptions(
    string? Protocol,
    int? Replicas,
    string DataDirectory,
    IReadOnlyList<int>? ClientPorts,
    IReadOnlyList<int>? PeerPorts);
