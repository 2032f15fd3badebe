namespace Quorate;

/// <summary>
/// Stands between clients and a primary's core (architecture.md §1, viewstamped.md C3 C4 as amended by A6): lets each
/// request of a session in once, in number order, and forms batches. The in-flight index is volatile: it is rebuilt
/// from the log whenever a log is installed, because a number logged in a view that lost it must be admitted again
/// (viewstamped.md CT-2).
/// </summary>
public sealed class RequestAdmission(ISessionTable sessions, AdmissionLimits limits)
{
    private readonly Queue<EntryItem> _queue = new();
    private readonly Dictionary<SessionId, InFlightWindow> _inFlight = [];
    private readonly List<SessionId> _inFlightSessions = [];
    private readonly SortedSet<UInt128> _registering = [];
    private OpNumber _executed;

    /// <summary>Requests that wait for an entry.</summary>
    public int QueuedCount => _queue.Count;

    /// <summary>Their encoded bytes.</summary>
    public int QueuedBytes { get; private set; }

    /// <summary>Offers one request.</summary>
    /// <param name="item">The request; it must keep its bytes until it executes.</param>
    /// <returns>What became of it.</returns>
    public AdmissionVerdict Offer(in EntryItem item)
    {
        if (item.Operation.Length > limits.RequestBytesMax)
        {
            return AdmissionVerdict.TooLarge;
        }

        if (QueuedBytes + item.EncodedLength > limits.QueueBytesMax)
        {
            return AdmissionVerdict.Full;
        }

        var verdict = item.Session == SessionId.Zero ? OfferRegister(item) : OfferRequest(item);
        if (verdict == AdmissionVerdict.Admitted)
        {
            _queue.Enqueue(item);
            QueuedBytes += item.EncodedLength;
        }

        return verdict;
    }

    /// <summary>
    /// Moves queued requests into an empty builder: one register request alone, or normal requests up to the batch
    /// limit.
    /// </summary>
    /// <param name="builder">Receives the items.</param>
    /// <returns>The kind of entry they make.</returns>
    public EntryKind Fill(EntryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Contract.Assert(_queue.Count > 0, "a batch is formed only when something waits");
        Contract.Assert(builder.ItemCount == 0, "a batch starts empty");
        if (_queue.Peek().Session == SessionId.Zero)
        {
            Move(builder);
            return EntryKind.Register;
        }

        do
        {
            Move(builder);
        }
        while (_queue.TryPeek(out var next) && next.Session != SessionId.Zero
            && builder.BodyLength + next.EncodedLength <= limits.BatchBytesMax);
        return EntryKind.Normal;
    }

    /// <summary>
    /// Everything up to <paramref name="op"/> is executed: sessions registered there are in the table.
    /// </summary>
    public void OnExecuted(OpNumber op)
    {
        Contract.Assert(op >= _executed, "execution never goes back");
        _executed = op;
    }

    /// <summary>Forgets everything that waits or is in flight: this replica is not primary now.</summary>
    public void Clear()
    {
        _queue.Clear();
        _inFlight.Clear();
        _inFlightSessions.Clear();
        _registering.Clear();
        QueuedBytes = 0;
    }

    /// <summary>Notes an entry of an installed log that is not executed yet.</summary>
    public void NoteLogged(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        foreach (var item in entry.Items)
        {
            if (item.Session == SessionId.Zero)
            {
                _registering.Add(ClientOf(item));
            }
            else
            {
                WindowOf(item.Session).Note(item.Number, item.Digest);
            }
        }
    }

    /// <summary>A registration has executed; the same client may register again.</summary>
    public void NoteRegistered(in EntryItem item) => _registering.Remove(ClientOf(item));

    /// <summary>Writes or restores everything but the session table, which is the executor's.</summary>
    public void Walk(CanonicalCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        _executed = codec.Op(_executed);
        QueuedBytes = codec.I32(QueuedBytes);
        codec.Queue(_queue, item => new EntryItem(
            new SessionId(codec.U64(item.Session.Value)),
            new RequestNumber(codec.U64(item.Number.Value)),
            codec.U64(item.Digest),
            codec.Bytes(item.Operation)));
        List<UInt128> registering = [.. _registering];
        codec.List(registering, client => codec.U128(client));
        _registering.Clear();
        _registering.UnionWith(registering);
        _inFlightSessions.Sort();
        codec.List(_inFlightSessions, session => new SessionId(codec.U64(session.Value)));
        foreach (var session in _inFlightSessions)
        {
            var window = codec.IsReading ? new InFlightWindow() : _inFlight[session];
            window.Walk(codec);
            _inFlight[session] = window;
        }
    }

    private AdmissionVerdict OfferRegister(in EntryItem item) =>
        item.Operation.Length != 16 ? AdmissionVerdict.TooLarge
        : _registering.Add(ClientOf(item)) ? AdmissionVerdict.Admitted
        : AdmissionVerdict.InFlight;

    private AdmissionVerdict OfferRequest(in EntryItem item)
    {
        // A session named by an op that is not executed here yet may be registered by it: it is not unknown
        // (viewstamped.md C4).
        if (!sessions.Contains(item.Session) && item.Session.Value <= _executed.Value)
        {
            return AdmissionVerdict.UnknownSession;
        }

        var executed = sessions.LastExecuted(item.Session);
        if (item.Number <= executed)
        {
            return AdmissionVerdict.Executed;
        }

        var window = WindowOf(item.Session);
        if (item.Number <= window.Last)
        {
            return window.Matches(item.Number, item.Digest) ? AdmissionVerdict.InFlight : AdmissionVerdict.NumberReused;
        }

        var last = window.Last > executed ? window.Last : executed;
        if (item.Number != last.Next)
        {
            return AdmissionVerdict.Gap;
        }

        window.Note(item.Number, item.Digest);
        return AdmissionVerdict.Admitted;
    }

    private void Move(EntryBuilder builder)
    {
        var item = _queue.Dequeue();
        QueuedBytes -= item.EncodedLength;
        builder.Add(item);
    }

    private InFlightWindow WindowOf(SessionId session)
    {
        if (!_inFlight.TryGetValue(session, out var window))
        {
            window = new InFlightWindow();
            _inFlight.Add(session, window);
            _inFlightSessions.Add(session);
        }

        return window;
    }

    private static UInt128 ClientOf(in EntryItem item) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(item.Operation.Span);
}
