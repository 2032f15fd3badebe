namespace Quorate.Simulation.Tests;

/// <summary>A session table that takes everything below the request at hand for executed.</summary>
internal sealed class GullibleSessions(ISessionTable sessions) : ISessionTable
{
    private readonly Dictionary<ulong, ulong> _believed = [];

    public bool Contains(SessionId session) => sessions.Contains(session);

    public RequestNumber LastExecuted(SessionId session)
    {
        var executed = sessions.LastExecuted(session);
        var believed = new RequestNumber(_believed.GetValueOrDefault(session.Value));
        return believed > executed ? believed : executed;
    }

    public void Believe(in EntryItem item)
    {
        if (item.Session != SessionId.Zero)
        {
            _believed[item.Session.Value] = item.Number.Value - 1;
        }
    }
}
