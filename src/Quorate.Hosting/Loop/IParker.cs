namespace Quorate.Hosting;

/// <summary>
/// How one thread waits and others wake it. A wake-up is never lost: one that comes early ends the next wait.
/// </summary>
internal interface IParker : IDisposable
{
    /// <summary>Waits for a wake-up, or whatever else the parker watches.</summary>
    /// <param name="timeout">At most this long; infinite, or zero to only look.</param>
    void Park(TimeSpan timeout);

    /// <summary>Ends the current or the next wait. From any thread.</summary>
    void Wake();
}
