namespace Quorate.Cli.Development;

/// <summary>One replica of a development cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Client">Where clients reach it.</param>
/// <param name="Peer">Where the others reach it.</param>
/// <param name="Config">Its configuration file.</param>
/// <param name="Command">The command that brings it back when it is dead.</param>
internal sealed record DevelopmentReplica(
    string Name, int ProcessId, string Client, string Peer, string Config, string Command);
