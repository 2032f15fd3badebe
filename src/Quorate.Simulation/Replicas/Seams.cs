using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>
/// Where tests put mutants into a world (viewstamped.md §18: every checker must bite). Empty in every other run.
/// </summary>
internal sealed record Seams
{
    /// <summary>Puts a wrapper around the core of each incarnation.</summary>
    public Func<int, IReplicaCore, IReplicaCore>? WrapCore { get; init; }

    /// <summary>Changes the configuration of Viewstamped Replication.</summary>
    public Func<ViewstampedOptions, ViewstampedOptions>? ChangeProtocol { get; init; }

    /// <summary>Puts a wrapper around the session table as admission sees it.</summary>
    public Func<int, ISessionTable, ISessionTable>? WrapSessions { get; init; }

    /// <summary>Checkers that are not listened to.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Makes another session table.</summary>
    public Func<SessionTableOptions, SessionTable>? NewSessions { get; init; }

    /// <summary>Puts a wrapper between journal and medium.</summary>
    public Func<JournalOptions, SimulatedJournalMedium, IJournalMedium>? WrapMedium { get; init; }
}
