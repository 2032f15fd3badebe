namespace Quorate.Simulation;

/// <summary>What the fault injector does when its time comes.</summary>
internal enum FaultKind
{
    /// <summary>A partition begins.</summary>
    Partition,

    /// <summary>The partition in force ends, if it is still the one named by the event's value.</summary>
    Heal,

    /// <summary>A flapping partition comes back.</summary>
    Flap,

    /// <summary>Replicas crash.</summary>
    Crash,

    /// <summary>A replica pauses.</summary>
    Pause,

    /// <summary>A connection breaks and comes back without any message being lost on purpose.</summary>
    Reset,
}
