namespace Quorate.Simulation;

/// <summary>Looks at every change of what is durable at one replica, at the moment it becomes so.</summary>
internal interface IDurableWitness
{
    /// <summary>An entry was added after the head.</summary>
    void Appended(Entry entry);

    /// <summary>A restart found this.</summary>
    void Recovered(RecoveredState recovered);

    /// <summary>The log was replaced after a position.</summary>
    /// <param name="dropped">What stood there, from the position after <paramref name="after"/> on.</param>
    /// <param name="after">The last position that stayed.</param>
    /// <param name="image">The disk now.</param>
    void Replaced(IReadOnlyList<Checksum> dropped, ulong after, DurableImage image);
}
