namespace Quorate.Simulation;

/// <summary>The protocols that the world can run.</summary>
public static class SimulatedProtocols
{
    /// <summary>The name of a protocol on the command line.</summary>
    public static string NameOf(ReplicationProtocol protocol) => protocol switch
    {
        ReplicationProtocol.Viewstamped => "vr",
        ReplicationProtocol.Lamport => "lamport",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "this protocol is not simulated"),
    };

    /// <summary>The protocol of a name; null when none has it.</summary>
    public static ReplicationProtocol? Named(string name) => name switch
    {
        "vr" => ReplicationProtocol.Viewstamped,
        "lamport" => ReplicationProtocol.Lamport,
        _ => null,
    };

    /// <summary>Draws a protocol's sizes for a run.</summary>
    internal static ISimulatedProtocol Draw(SimulationOptions options, ClusterId cluster, Prng random) =>
        options.Protocol switch
        {
            ReplicationProtocol.Viewstamped => new ViewstampedProtocol(options, cluster, random),
            ReplicationProtocol.Lamport => new LamportProtocol(options, cluster, random),
            _ => throw new ArgumentOutOfRangeException(
                nameof(options), options.Protocol, "this protocol is not simulated"),
        };
}
