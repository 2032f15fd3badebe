namespace Quorate;

/// <summary>
/// What admission may ask the executor's session table (architecture.md §3). The table holds only executed facts; what
/// is in flight is admission's own index.
/// </summary>
public interface ISessionTable
{
    /// <summary>Whether the session is registered (and not evicted) as of the last executed entry.</summary>
    bool Contains(SessionId session);

    /// <summary>
    /// The highest number executed in the session as of the last executed entry; zero when none, or when the session is
    /// unknown.
    /// </summary>
    RequestNumber LastExecuted(SessionId session);
}
