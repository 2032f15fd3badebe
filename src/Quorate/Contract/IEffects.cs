namespace Quorate;

/// <summary>All effects of a core: those of the host, and those for the executor and the front-end beside it.</summary>
public interface IEffects : IHostEffects
{
    /// <summary>
    /// The entry is committed: execute it, after all before it. <see cref="Executed"/> answers. Emitted once per op, in
    /// order.
    /// </summary>
    void Commit(in CommittedEntry committed);

    /// <summary>Loads the durable checkpoint into the executor. <see cref="CheckpointInstalled"/> answers.</summary>
    void InstallCheckpoint(CheckpointReference reference);

    /// <summary>Reads asked under this cookie may be answered once <paramref name="op"/> is executed here.</summary>
    void ReadReady(Cookie cookie, OpNumber op);

    /// <summary>
    /// A request of a session on this replica was refused by admission (here or at the primary); definite, not logged.
    /// </summary>
    void Refuse(SessionId session, RequestNumber number, RefusalReason reason);
}
