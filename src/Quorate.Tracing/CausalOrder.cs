namespace Quorate.Tracing;

/// <summary>How two events stand in the happened-before relation (Lamport 1978).</summary>
public enum CausalOrder
{
    /// <summary>They are one event.</summary>
    Same,

    /// <summary>The first happened before the second: it may have influenced it.</summary>
    Before,

    /// <summary>The second happened before the first.</summary>
    After,

    /// <summary>Neither can have influenced the other.</summary>
    Concurrent,
}
