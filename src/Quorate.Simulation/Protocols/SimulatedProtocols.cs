namespace Quorate.Simulation;

/// <summary>The protocols that the world can run.</summary>
internal static class SimulatedProtocols
{
    /// <summary>The name of a protocol on the command line.</summary>
    public static string NameOf(ReplicationProtocol protocol) => protocol switch
    {
        ReplicationProtocol.Viewstamped => "vr",
        ReplicationProtocol.Lamport => "lamport",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "this protocol is not simulated"),
    };

    /// <summary>Draws a protocol's sizes for a run.</summary>
    public static ISimulatedProtocol Draw(SimulationOptions options, ClusterId cluster, Prng random) =>
        options.Protocol switch
        {
            ReplicationProtocol.Viewstamped => new ViewstampedProtocol(options, cluster, random),
            _ => throw new ArgumentOutOfRangeException(
                nameof(options), options.Protocol, "this protocol is not simulated"),
        };
}
