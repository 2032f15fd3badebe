namespace Quorate.Hosting;

/// <summary>A caller that waits for an outcome, which is known now.</summary>
internal interface ICompletable
{
    /// <summary>Runs what the caller does next, on this thread.</summary>
    void Resume();
}
