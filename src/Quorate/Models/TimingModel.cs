namespace Quorate;

/// <summary>
/// What is known of delays, from the strongest model to the weakest; each includes the runs of the one before.
/// </summary>
public enum TimingModel : byte
{
    /// <summary>Known bounds on delays and on the speed of processes hold always.</summary>
    Synchronous = 0,

    /// <summary>
    /// Bounds hold that nobody knows, from a moment on that nobody knows (Dwork, Lynch, Stockmeyer 1988).
    /// </summary>
    PartiallySynchronous = 1,

    /// <summary>Delays have no bound; every message that the network delivers arrives in the end.</summary>
    Asynchronous = 2,
}
