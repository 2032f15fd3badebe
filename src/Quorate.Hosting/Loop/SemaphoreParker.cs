namespace Quorate.Hosting;

/// <summary>Parks on a semaphore, where poll(2) is not to be had.</summary>
internal sealed class SemaphoreParker : IParker
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Park(TimeSpan timeout) => _signal.Wait(timeout);

    public void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // A wake-up is pending already, which is all that a second one could say.
        }
    }

    public void Dispose() => _signal.Dispose();
}
