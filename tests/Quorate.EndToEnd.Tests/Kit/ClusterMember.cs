using Quorate.Cli.Etcd;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>One server of a cluster under test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClientEndpoint">Where clients reach it, HOST:PORT.</param>
/// <param name="PeerPort">Where other members reach it.</param>
/// <param name="DataDirectory">Where its data is.</param>
/// <param name="Process">Its process.</param>
/// <param name="Tls">How the test's own clients reach it; null for clear text.</param>
internal sealed record ClusterMember(
    string Name, string ClientEndpoint, int PeerPort, string DataDirectory, ServerProcess Process,
    EtcdTls? Tls = null);
