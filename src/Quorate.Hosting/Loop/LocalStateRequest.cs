namespace Quorate.Hosting;

/// <summary>Asks the loop to publish its state now; the asker waits for it.</summary>
internal sealed class LocalStateRequest
{
    private readonly object _gate = new(); // Protects the flag; a plain object, which can be waited on.
    private bool _isAnswered;

    public void Answer()
    {
        lock (_gate)
        {
            _isAnswered = true;
            Monitor.PulseAll(_gate);
        }
    }

    public void Wait()
    {
        lock (_gate)
        {
            while (!_isAnswered)
            {
                Monitor.Wait(_gate);
            }
        }
    }
}
