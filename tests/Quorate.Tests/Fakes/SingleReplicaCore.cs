namespace Quorate.Tests;

/// <summary>
/// The smallest core: one replica that commits at once. Its switches lose what a real one may lose. Admission holds
/// gaps back and drops what is in flight, as a real one does.
/// </summary>
internal sealed class SingleReplicaCore(ISessionTable sessions) : IReplicaCore
{
    private readonly LogWriter _log = new();
    private readonly Dictionary<ulong, ulong> _highest = [];
    private ulong _ticket;
    private bool _stepping;

    public ulong View { get; set; }

    public ReplicaStatus State { get; set; } = ReplicaStatus.Recovering;

    public bool LosesRequests { get; set; }

    public bool LosesReads { get; set; }

    public bool ForgetsInFlight { get; set; }

    public EntryFlags Flags { get; set; }

    public List<ReplicaEvent> Events { get; } = [];

    public List<RequestsArrived> Requests { get; } = [];

    public MonotonicTime NextDeadline => MonotonicTime.Never;

    public CoreStatus Status => new(
        State, new ViewNumber(View), new ViewNumber(View), new ReplicaId(0), _log.Head, _log.Head, OpNumber.Zero);

    public void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        Assert.False(_stepping, "the core was re-entered");
        _stepping = true;
        Events.Add(replicaEvent);
        Handle(replicaEvent, effects);
        _stepping = false;
    }

    private void Handle(ReplicaEvent replicaEvent, IEffects effects)
    {
        switch (replicaEvent)
        {
            case Started:
                State = ReplicaStatus.Normal;
                break;
            case RequestsArrived arrived:
                OnRequests(arrived, effects);
                break;
            case ReadRequested read when !LosesReads:
                effects.ReadReady(read.Cookie, _log.Head);
                break;
            case MessageReceived { Message: FakeMessage message }:
                Contract.Assert(message.Text != "violate", "the core found itself wrong");
                effects.Send(new ReplicaId(1), message, new Ticket(_ticket), default);
                break;
            default:
                break;
        }
    }

    private void OnRequests(RequestsArrived arrived, IEffects effects)
    {
        Requests.Add(arrived);
        if (LosesRequests)
        {
            return;
        }

        var admitted = new List<EntryItem>();
        foreach (var item in arrived.Items)
        {
            if (item.Session == SessionId.Zero)
            {
                Commit(_log.Make(EntryKind.Register, Flags, [item]), effects);
            }
            else if (Admit(item, effects))
            {
                admitted.Add(item);
            }
        }

        if (admitted.Count > 0)
        {
            Commit(_log.Make(EntryKind.Normal, Flags, admitted), effects);
        }
    }

    private bool Admit(in EntryItem item, IEffects effects)
    {
        if (ForgetsInFlight)
        {
            return true;
        }

        var highest = _highest.GetValueOrDefault(item.Session.Value, 0UL);
        if (highest == 0 && !sessions.Contains(item.Session))
        {
            effects.Refuse(item.Session, item.Number, RefusalReason.UnknownSession);
            return false;
        }

        _highest[item.Session.Value] = Math.Max(highest, item.Number.Value);
        return item.Number.Value == highest + 1;
    }

    private void Commit(Entry entry, IEffects effects)
    {
        effects.Append(new Ticket(++_ticket), entry.Op, entry);
        effects.Commit(CommittedEntry.Of(entry));
    }
}
