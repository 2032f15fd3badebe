namespace Quorate.Cli.Development;

/// <summary>What <c>quorate start --json</c> prints once the cluster serves.</summary>
/// <param name="Cluster">The cluster's identity.</param>
/// <param name="Protocol">The replication protocol.</param>
/// <param name="DataDirectory">The data directory.</param>
/// <param name="ReadyMilliseconds">How long it took from the program's start until writes were served.</param>
/// <param name="Replicas">The replicas.</param>
internal sealed record DevelopmentReport(
    string Cluster,
    string Protocol,
    string DataDirectory,
    long ReadyMilliseconds,
    IReadOnlyList<DevelopmentReplica> Replicas);
