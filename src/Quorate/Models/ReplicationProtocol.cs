namespace Quorate;

/// <summary>The protocols that Quorate runs.</summary>
public enum ReplicationProtocol : byte
{
    /// <summary>Total order broadcast with Lamport's clocks (1978).</summary>
    Lamport = 0,

    /// <summary>Viewstamped Replication (Liskov and Cowling 2012).</summary>
    Viewstamped = 1,

    /// <summary>Practical Byzantine Fault Tolerance (Castro and Liskov 1999).</summary>
    Pbft = 2,
}
