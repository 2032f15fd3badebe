using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Quorate;

/// <summary>
/// The sessions and their last replies (architecture.md §3; viewstamped.md C1 C2 C5): changed only by executing
/// committed entries, so equal on all replicas at the same op, and part of every checkpoint and its digest. Asking
/// whether a request ran is done here, at execution, whatever admission believed before: this is what makes execution
/// exactly once.
/// </summary>
public sealed class SessionTable : ISessionTable
{
    /// <summary>Bytes of a client id.</summary>
    public const int ClientIdLength = 16;

    // Ascending by id, because ids are op-numbers: the order of snapshots and of the digest. The dictionaries are only
    // looked up.
    private readonly List<Session> _sessions = [];
    private readonly Dictionary<ulong, Session> _byId = [];
    private readonly Dictionary<UInt128, Session> _byClient = [];
    private readonly SessionTableOptions _options;
    private readonly List<Session> _advanced = [];
    private Session? _recent;
    private Session? _open;

    /// <summary>Creates an empty table.</summary>
    /// <param name="options">The limits, equal on all replicas.</param>
    public SessionTable(SessionTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SessionsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RepliesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReplyBytesMax, 0);
        _options = options;
    }

    /// <summary>Sessions registered now.</summary>
    public int Count => _sessions.Count;

    /// <summary>
    /// Digest of all sessions and kept replies: equal tables have equal digests, however they came about.
    /// </summary>
    public Checksum Digest
    {
        get
        {
            Span<byte> chained = stackalloc byte[32];
            chained.Clear();
            foreach (var session in _sessions)
            {
                var writer = new SpanWriter(chained[16..]);
                writer.U128(session.Digest().Value);
                var next = Checksum.Of(chained);
                var first = new SpanWriter(chained);
                first.U128(next.Value);
            }

            return Checksum.Of(chained[..16], _sessions.Count);
        }
    }

    /// <inheritdoc/>
    public bool Contains(SessionId session) => TryFind(session, out _);

    /// <inheritdoc/>
    public RequestNumber LastExecuted(SessionId session) =>
        TryFind(session, out var found) ? found.LastReported : RequestNumber.Zero;

    /// <summary>Finds the session registered for a client id.</summary>
    /// <param name="clientId">16 bytes.</param>
    /// <param name="session">The session, when there is one.</param>
    public bool TryFindClient(ReadOnlySpan<byte> clientId, out SessionId session)
    {
        var found = clientId.Length == ClientIdLength && _byClient.TryGetValue(ClientIdOf(clientId), out var known)
            ? known
            : null;
        session = found?.Id ?? SessionId.Zero;
        return found is not null;
    }

    /// <summary>For mutants: executes a request although numbers before it are missing (architecture.md §3).</summary>
    internal bool ExecutesGaps { get; init; }

    /// <summary>Finds the reply of an executed request, if it is still kept.</summary>
    public bool TryGetReply(SessionId session, RequestNumber number, out StoredReply reply)
    {
        reply = default;
        return TryFind(session, out var found) && found.TryGetReply(number, out reply);
    }

    /// <summary>An immutable copy, to be written to a checkpoint.</summary>
    public SessionSnapshot Snapshot()
    {
        Contract.Assert(_open is null, "sessions are copied between executions");
        var parts = new SessionSnapshot.Part[_sessions.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            var session = _sessions[index];
            parts[index] = new SessionSnapshot.Part(
                session.Id, session.ClientId, session.Last, session.LastOp, session.Replies.ToArray());
        }

        return new SessionSnapshot(Digest, parts);
    }

    /// <summary>
    /// Executes a register entry. A client id that has a session keeps it, so that a repeated register is harmless.
    /// </summary>
    /// <param name="op">The entry's op, which names the session.</param>
    /// <param name="clientId">What the entry carries; anything but 16 bytes registers nothing.</param>
    /// <param name="session">The client's session, when one is registered.</param>
    /// <param name="evicted">The session that had to go, or zero.</param>
    /// <returns>Whether the client has a session now.</returns>
    internal bool Register(OpNumber op, ReadOnlySpan<byte> clientId, out SessionId session, out SessionId evicted)
    {
        evicted = SessionId.Zero;
        if (clientId.Length != ClientIdLength)
        {
            session = SessionId.Zero;
            return false;
        }

        if (TryFindClient(clientId, out session))
        {
            return true;
        }

        session = new SessionId(op.Value);
        if (Contains(session))
        {
            // An entry registers one session; a second item of it has no op to be named by.
            return false;
        }

        if (_sessions.Count == _options.SessionsMax)
        {
            evicted = EvictIdlest();
        }

        Insert(new Session(session, ClientIdOf(clientId)));
        return true;
    }

    /// <summary>
    /// Decides what executing a request means. <see cref="ExecutionOutcome.Executed"/> says that the state machine is
    /// to run now, with <paramref name="buffer"/>, and that <see cref="Finish"/> follows.
    /// </summary>
    internal ExecutionOutcome Begin(in EntryItem item, out IBufferWriter<byte>? buffer, out StoredReply stored)
    {
        Contract.Assert(_open is null, "one request executes at a time");
        buffer = null;
        stored = default;
        if (!TryFind(item.Session, out var session))
        {
            return ExecutionOutcome.UnknownSession;
        }

        if (item.Number.Value == session.Last.Value + 1 || (ExecutesGaps && item.Number > session.Last))
        {
            _open = session;
            buffer = session.Buffer;
            return ExecutionOutcome.Executed;
        }

        if (item.Number > session.Last)
        {
            return ExecutionOutcome.Gap;
        }

        if (!session.TryGetReply(item.Number, out stored))
        {
            return ExecutionOutcome.ReplyForgotten;
        }

        return stored.RequestDigest == item.Digest ? ExecutionOutcome.Duplicate : ExecutionOutcome.NumberReused;
    }

    /// <summary>
    /// Records that the request <see cref="Begin"/> let through has run; its reply is what was written since.
    /// </summary>
    internal ReadOnlyMemory<byte> Finish(in EntryItem item, OpNumber op)
    {
        Contract.Assert(
            _open is not null && _open.Id == item.Session, "the session of the finished request is the begun one");
        Contract.Assert(
            ExecutesGaps || item.Number == _open.Last.Next, "requests of a session execute in number order");
        Contract.Assert(op >= _open.LastOp, "a session's requests execute at growing ops");
        var reply = _open.Buffer.Finish();
        _open.Last = item.Number;
        _open.LastOp = op;
        _open.Replies.Add(item.Number, new StoredReply(op, item.Digest, reply));
        _open.Replies.Trim(_options.RepliesMax, _options.ReplyBytesMax);
        if (_advanced.Count == 0 || _advanced[^1] != _open)
        {
            _advanced.Add(_open);
        }

        _open = null;
        return reply;
    }

    /// <summary>
    /// An entry is executed completely. Only now admission sees its numbers as executed: so what it decides follows
    /// from the events of the core alone, however entries are cut into slices, and a recorded run replays.
    /// </summary>
    internal void EndEntry()
    {
        Contract.Assert(_open is null, "an entry ends between requests");
        foreach (var session in _advanced)
        {
            session.LastReported = session.Last;
        }

        _advanced.Clear();
    }

    /// <summary>Replaces all sessions by those that <see cref="SessionSnapshot.Chunks"/> wrote.</summary>
    /// <exception cref="FormatException">The chunks are not a session section within this table's limits.</exception>
    internal void Restore(ChunkSource source)
    {
        _sessions.Clear();
        _byId.Clear();
        _byClient.Clear();
        _advanced.Clear();
        _recent = null;
        _open = null;
        var count = source.U32();
        Require(count <= (uint)_options.SessionsMax, "more sessions than are allowed here");
        for (var index = 0u; index < count; index++)
        {
            RestoreOne(source);
        }
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new FormatException($"The session section of the checkpoint is wrong: {what}.");
        }
    }

    private static UInt128 ClientIdOf(ReadOnlySpan<byte> clientId) => new SpanReader(clientId).U128();

    private void RestoreOne(ChunkSource source)
    {
        var id = new SessionId(source.U64());
        Require(_sessions.Count == 0 || id > _sessions[^1].Id, "sessions are out of order");
        var session = new Session(id, source.U128()) { Last = new RequestNumber(source.U64()) };
        Require(!_byClient.ContainsKey(session.ClientId), "a client has two sessions");
        session.LastReported = session.Last;
        session.LastOp = new OpNumber(source.U64());
        var replies = source.U32();
        Require(replies <= (uint)_options.RepliesMax && replies <= session.Last.Value, "too many replies");
        for (var left = replies; left > 0; left--)
        {
            var op = new OpNumber(source.U64());
            var digest = source.U64();
            source.CopyTo(session.Buffer, source.U32());
            var number = new RequestNumber(session.Last.Value - left + 1);
            session.Replies.Add(number, new StoredReply(op, digest, session.Buffer.Finish()));
        }

        Insert(session);
    }

    private void Insert(Session session)
    {
        Contract.Assert(_sessions.Count == 0 || session.Id > _sessions[^1].Id, "session ids grow, being op-numbers");
        _sessions.Add(session);
        _byId.Add(session.Id.Value, session);
        _byClient.Add(session.ClientId, session);
    }

    private SessionId EvictIdlest()
    {
        var idlest = 0;
        for (var index = 1; index < _sessions.Count; index++)
        {
            // Strictly lower: of equally idle sessions the one with the lowest id goes.
            if (_sessions[index].LastOp < _sessions[idlest].LastOp)
            {
                idlest = index;
            }
        }

        var session = _sessions[idlest];
        _sessions.RemoveAt(idlest);
        _byId.Remove(session.Id.Value);
        _byClient.Remove(session.ClientId);
        _recent = _recent == session ? null : _recent;
        return session.Id;
    }

    private bool TryFind(SessionId id, [NotNullWhen(true)] out Session? session)
    {
        session = _recent;
        if (session is not null && session.Id == id)
        {
            return true;
        }

        if (!_byId.TryGetValue(id.Value, out session))
        {
            return false;
        }

        _recent = session;
        return true;
    }
}
