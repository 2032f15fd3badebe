using System.Text;

namespace Quorate;

/// <summary>Reads one recorded event; running past the end or into nonsense makes it fail, never throw.</summary>
internal ref struct EventReader(ReadOnlyMemory<byte> encoded)
{
    private static readonly UTF8Encoding _strict = new(false, true);
    private SpanReader _reader = new(encoded.Span);

    public readonly bool IsComplete => _reader.IsComplete;

    public ReplicaEvent? Read(ClusterId cluster, IMessageDecoder decoder)
    {
        var kind = (EventKind)_reader.U8();
        return kind switch
        {
            EventKind.Started => ReadStarted(),
            EventKind.Tick => new Tick(new MonotonicTime(_reader.I64()), new AgreedTime(_reader.I64())),
            EventKind.TurnEnd => TurnEnd.Instance,
            EventKind.RequestsArrived => ReadRequests(),
            EventKind.ReadRequested => new ReadRequested(new Cookie(_reader.U64())),
            EventKind.MessageReceived => ReadMessage(cluster, decoder),
            EventKind.PeerUp => new PeerUp(new ReplicaId(_reader.U8())),
            EventKind.PeerDown => new PeerDown(new ReplicaId(_reader.U8())),
            EventKind.Persisted => new Persisted(new Ticket(_reader.U64())),
            EventKind.LogRead => new LogRead(new Cookie(_reader.U64()), _reader.Flag() ? ReadEntries() : null),
            EventKind.Executed => ReadExecuted(),
            EventKind.CheckpointTaken => new CheckpointTaken(CheckpointReference.Read(ref _reader)),
            EventKind.CheckpointDurable => new CheckpointDurable(CheckpointReference.Read(ref _reader), _reader.I64()),
            EventKind.CheckpointInstalled => new CheckpointInstalled(CheckpointReference.Read(ref _reader)),
            EventKind.CheckpointRead => new CheckpointRead(
                new Cookie(_reader.U64()),
                CheckpointReference.Read(ref _reader),
                (int)_reader.U32(),
                (int)_reader.U32(),
                ReadBytes()),
            EventKind.Verified => ReadVerified(),
            _ => null,
        };
    }

    private Started ReadStarted()
    {
        var incarnation = new Incarnation(_reader.U64());
        var seed = _reader.U64();
        var now = new MonotonicTime(_reader.I64());
        var durable = DurableStateCodec.Read(ref _reader);
        var log = ReadEntries();
        var corruption = _reader.Flag() ? ReadText() : null;
        var recovered = new RecoveredState { Durable = durable, Log = log, Corruption = corruption };
        return new Started(incarnation, seed, now, recovered);
    }

    private RequestsArrived ReadRequests()
    {
        var count = _reader.U32();
        var items = new List<EntryItem>();
        for (var index = 0u; index < count && !_reader.Failed; index++)
        {
            var session = new SessionId(_reader.U64());
            var number = new RequestNumber(_reader.U64());
            items.Add(new EntryItem(session, number, _reader.U64(), ReadBytes()));
        }

        return new RequestsArrived(items);
    }

    private MessageReceived? ReadMessage(ClusterId cluster, IMessageDecoder decoder)
    {
        var from = new ReplicaId(_reader.U8());
        var frame = ReadBytes();
        if (Frame.Verify(frame.Span, cluster, out var header) != FrameError.None || header.Sender != from)
        {
            return null;
        }

        var message = decoder.Decode(header, frame[Frame.HeaderLength..]);
        return message is null ? null : new MessageReceived(from, message);
    }

    private Executed? ReadExecuted()
    {
        var op = new OpNumber(_reader.U64());
        var hasDeadline = _reader.Flag();
        var deadline = new AgreedTime(_reader.I64());
        return !hasDeadline && deadline != default ? null : new Executed(op, hasDeadline ? deadline : null);
    }

    private Verified ReadVerified()
    {
        var cookie = new Cookie(_reader.U64());
        var count = _reader.U32();
        var results = new List<bool>();
        for (var index = 0u; index < count && !_reader.Failed; index++)
        {
            results.Add(_reader.Flag());
        }

        return new Verified(cookie, results);
    }

    private List<Entry> ReadEntries()
    {
        var count = _reader.U32();
        var entries = new List<Entry>();
        for (var index = 0u; index < count && !_reader.Failed; index++)
        {
            if (Entry.TryRead(ReadBytes(), out var entry))
            {
                entries.Add(entry!);
            }
            else
            {
                _reader.Fail();
            }
        }

        return entries;
    }

    private string ReadText()
    {
        var bytes = ReadBytes();
        try
        {
            return _strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            _reader.Fail();
            return "";
        }
    }

    private ReadOnlyMemory<byte> ReadBytes()
    {
        var count = (int)_reader.U32();
        var start = _reader.Position;
        return _reader.Bytes(count).Length == count ? encoded.Slice(start, count) : default;
    }
}
