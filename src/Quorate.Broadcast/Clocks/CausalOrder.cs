namespace Quorate.Broadcast;

/// <summary>How two events stand to each other under happened-before (Lamport 1978).</summary>
public enum CausalOrder
{
    /// <summary>They carry the same time.</summary>
    Same,

    /// <summary>The first can have influenced the second.</summary>
    Before,

    /// <summary>The second can have influenced the first.</summary>
    After,

    /// <summary>Neither can have influenced the other.</summary>
    Concurrent,
}
