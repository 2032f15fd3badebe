namespace Quorate.Broadcast;

/// <summary>Where the mark of one clock is kept. One process uses a store at a time.</summary>
public interface IHighWaterMarkStore
{
    /// <summary>The last mark saved; zero when there never was one. Throws when it cannot be known.</summary>
    ulong Load();

    /// <summary>
    /// Saves a mark, larger than all before, and returns only when it is durable. When it throws, the old mark or the
    /// new one may be found at the next start; both are safe, because no value above the old one was issued.
    /// </summary>
    /// <param name="mark">The mark.</param>
    void Save(ulong mark);
}
