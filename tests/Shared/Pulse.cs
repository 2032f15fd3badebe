namespace Quorate.Testing;

/// <summary>
/// Lets a test wait for what others bring about, without polling: whoever changes something beats the pulse.
/// </summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = NewBeat();

    /// <summary>Something has changed; from any thread.</summary>
    public void Beat() => Interlocked.Exchange(ref _next, NewBeat()).TrySetResult();

    /// <summary>Waits until a condition holds; it is looked at now and after each beat.</summary>
    /// <param name="condition">What to wait for.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="failure">What to say when it did not come to hold in time.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public async Task UntilAsync(Func<bool> condition, TimeSpan timeout, Func<string> failure)
    {
        using var patience = new CancellationTokenSource(timeout);
        while (true)
        {
            // Taken before the look, so that a change after the look is a beat of this one.
            var beat = Volatile.Read(ref _next).Task;
            if (condition())
            {
                return;
            }

            try
            {
                await beat.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(failure());
            }
        }
    }

    // A beat comes from a thread that has other things to do than to run the test.
    private static TaskCompletionSource NewBeat() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
