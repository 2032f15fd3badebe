using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>
/// The world's side of a node, on the loop's thread: gathers what a turn produced, so that each destination is woken
/// once, and sends before it writes (viewstamped.md N2: a Prepare leaves before the local write).
/// </summary>
internal sealed class LoopEffects : IHostEffects, IReleasedSends
{
    private readonly PeerTransport _transport;
    private readonly JournalThread _journal;
    private readonly CheckpointThread _checkpoints;
    private readonly HostDiagnostics _diagnostics;
    private readonly HeldSends _held = new();
    private readonly List<JournalCommand> _writes = [];

    public LoopEffects(
        PeerTransport transport, JournalThread journal, CheckpointThread checkpoints, HostDiagnostics diagnostics)
    {
        _transport = transport;
        _journal = journal;
        _checkpoints = checkpoints;
        _diagnostics = diagnostics;
    }

    /// <summary>Why the replica stops, once it does.</summary>
    public StopReason? StopReason { get; private set; }

    /// <summary>
    /// Releases what waited for the ticket; before the core hears of it, so that older sends leave first.
    /// </summary>
    public void OnPersisted(Ticket ticket) => _held.Release(ticket, this);

    /// <summary>Ends a turn: sends, then hands the writes to the journal.</summary>
    public void Flush()
    {
        _transport.Flush();
        if (_writes.Count > 0)
        {
            _journal.Post(_writes);
            _writes.Clear();
        }
    }

    public void Append(Ticket ticket, OpNumber position, Entry entry) =>
        _writes.Add(new JournalCommand(JournalCommandKind.Append) { Ticket = ticket, Op = position, Entry = entry });

    public void Truncate(Ticket ticket, OpNumber last) =>
        _writes.Add(new JournalCommand(JournalCommandKind.Truncate) { Ticket = ticket, Op = last });

    public void SaveMetadata(Ticket ticket, DurableState state) =>
        _writes.Add(new JournalCommand(JournalCommandKind.SaveMetadata) { Ticket = ticket, State = state });

    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        _writes.Add(new JournalCommand(JournalCommandKind.Install)
        {
            Ticket = ticket,
            Op = after,
            Suffix = suffix,
            State = state,
        });

    public void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        _held.Send(to, message, after, generation, this);

    public void Release(ReplicaId to, Message message) => _transport.Send(to, message);

    public void Fence(Generation generation) => _held.DropBelow(generation);

    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last) =>
        _writes.Add(new JournalCommand(JournalCommandKind.Read) { Cookie = cookie, Op = first, Last = last });

    public void ReleaseLog(OpNumber last) =>
        _writes.Add(new JournalCommand(JournalCommandKind.Release) { Op = last });

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        _checkpoints.Persist(reference, chunks);

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) => _checkpoints.Read(cookie, op, chunk);

    public void WriteCheckpoint(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) =>
        _checkpoints.Write(reference, chunk, chunkCount, bytes);

    public void ReleaseCheckpoints(OpNumber op) => _checkpoints.Release(op);

    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) =>
        Contract.Assert(false, "no protocol that runs here signs its messages");

    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers)
    {
        // The members are those of the configuration file until reconfiguration exists; the core names the same ones.
    }

    public void Stop(StopReason reason) => StopReason ??= reason;

    public void Trace(in TraceEvent traceEvent) => _diagnostics.Trace(traceEvent);
}
