namespace Quorate.Simulation.Tests;

/// <summary>A session table that counts what was appended as executed, also when a view change discards it.</summary>
internal sealed class AppendedSessions(ISessionTable sessions) : ISessionTable
{
    private readonly Dictionary<ulong, RequestNumber> _appended = [];

    public bool Contains(SessionId session) => sessions.Contains(session);

    public RequestNumber LastExecuted(SessionId session)
    {
        var executed = sessions.LastExecuted(session);
        var appended = _appended.GetValueOrDefault(session.Value);
        return appended > executed ? appended : executed;
    }

    public void Bump(Entry entry)
    {
        foreach (var item in entry.Items)
        {
            _appended[item.Session.Value] = item.Number;
        }
    }
}
