using System.Diagnostics.CodeAnalysis;

namespace Quorate;

/// <summary>
/// What the network, the nodes and the clock may do: one of 27 models, in which a protocol is correct or is not
/// (docs/system-models.md).
/// </summary>
/// <param name="Network">What the network may do.</param>
/// <param name="Nodes">How nodes fail.</param>
/// <param name="Timing">What is known of delays.</param>
public readonly record struct SystemModel(NetworkModel Network, NodeModel Nodes, TimingModel Timing)
{
    private static readonly string[] s_networks = ["reliable", "fair-loss", "arbitrary"];
    private static readonly string[] s_nodes = ["crash-stop", "crash-recovery", "byzantine"];
    private static readonly string[] s_timings = ["synchronous", "partially-synchronous", "asynchronous"];

    /// <summary>All 27 models, the strongest first.</summary>
    public static IEnumerable<SystemModel> All =>
        from network in Enum.GetValues<NetworkModel>()
        from nodes in Enum.GetValues<NodeModel>()
        from timing in Enum.GetValues<TimingModel>()
        select new SystemModel(network, nodes, timing);

    /// <summary>
    /// Whether every run of the other model is a run of this one too: what holds here, holds there.
    /// </summary>
    public bool Includes(SystemModel other) =>
        Network >= other.Network && Nodes >= other.Nodes && Timing >= other.Timing;

    /// <summary>Reads a network's name as the command line spells it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out NetworkModel network)
    {
        var index = Array.IndexOf(s_networks, name);
        network = (NetworkModel)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Reads the name of a kind of node as the command line spells it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out NodeModel nodes)
    {
        var index = Array.IndexOf(s_nodes, name);
        nodes = (NodeModel)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Reads the name of a timing as the command line spells it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out TimingModel timing)
    {
        var index = Array.IndexOf(s_timings, name);
        timing = (TimingModel)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The three names, as in "fair-loss, crash-recovery, partially-synchronous".</summary>
    public override string ToString() =>
        $"{s_networks[(int)Network]}, {s_nodes[(int)Nodes]}, {s_timings[(int)Timing]}";
}
