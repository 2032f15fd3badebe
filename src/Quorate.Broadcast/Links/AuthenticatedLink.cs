namespace Quorate.Broadcast;

/// <summary>
/// Makes a network that forges, alters and replays into a fair-loss one (CGR §2.4.6, with replay): every frame carries
/// a tag over cluster, epoch, sender, receiver, the sessions of both and a counter. What is not vouched for, belongs to
/// an earlier life of either end, or used its counter before is dropped. Below a stubborn link, which repeats under a
/// fresh counter, a dropped frame loses nothing. A session is learnt by a hello, which delivers nothing.
/// </summary>
public sealed class AuthenticatedLink : StackedLayer, ILink
{
    private const int StatementHead = 16 + 4 + 1 + 1;
    private const int HeaderLength = 1 + 8 + 8 + 8;
    private readonly Membership _membership;
    private readonly ILink _below;
    private readonly IAuthenticator _authenticator;
    private readonly ClusterId _cluster;
    private readonly Epoch _epoch;
    private readonly ulong _session;
    private readonly int _window;
    private readonly Peer[] _peers;

    /// <summary>Creates the link.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">The fair-loss link.</param>
    /// <param name="authenticator">Holds this member's keys, and only those.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="epoch">The configuration.</param>
    /// <param name="session">This life of the process: higher than that of every earlier one.</param>
    /// <param name="window">How many counters below the highest are still accepted.</param>
    public AuthenticatedLink(
        Membership membership,
        ILink below,
        IAuthenticator authenticator,
        ClusterId cluster,
        Epoch epoch,
        Incarnation session,
        int window = 4 * LayerLimits.Window)
        : base(below)
    {
        ArgumentNullException.ThrowIfNull(authenticator);
        ArgumentOutOfRangeException.ThrowIfZero(session.Value);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _membership = membership;
        _below = below;
        _authenticator = authenticator;
        _cluster = cluster;
        _epoch = epoch;
        _session = session.Value;
        _window = window;
        _peers = new Peer[membership.Members];
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            _peers[peer] = new Peer(window);
        }
    }

    private enum Kind : byte
    {
        Hello = 1,
        Data = 2,
    }

    /// <inheritdoc/>
    public bool HasRoom(ReplicaId to) => _below.HasRoom(to);

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is SendRequested request)
        {
            OnSend(request);
            return;
        }

        Down(replicaEvent);
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var frame = delivery.Payload;
        var signed = frame.Length - _authenticator.TagLength;
        if (signed < HeaderLength)
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
            return;
        }

        var statement = Statement(delivery.From, _membership.Self, frame.Span[..signed]);
        if (!_authenticator.Verify(delivery.From, statement, frame.Span[signed..]))
        {
            Effects.Drop(delivery.From, LayerDrop.Forged);
            return;
        }

        var reader = new SpanReader(frame.Span);
        var kind = (Kind)reader.U8();
        var session = reader.U64();
        var echo = reader.U64();
        var counter = reader.U64();
        var payload = frame[HeaderLength..signed];
        OnAuthentic(delivery with { Payload = payload }, kind, session, echo, counter);
    }

    private void OnAuthentic(in LayerDelivery delivery, Kind kind, ulong session, ulong echo, ulong counter)
    {
        var peer = _peers[delivery.From.Value];
        if (session < peer.Session)
        {
            Effects.Drop(delivery.From, LayerDrop.StaleSession);
            return;
        }

        if (session > peer.Session)
        {
            peer.Begin(session, _window);
        }

        if (echo != _session)
        {
            // It speaks to an earlier life of this process, or to nobody yet: say who is here now.
            SendFrame(delivery.From, Kind.Hello, 0, default, Ticket.Zero);
            if (kind == Kind.Data)
            {
                Effects.Drop(delivery.From, LayerDrop.StaleSession);
            }
        }
        else if (kind == Kind.Data && !peer.Replays.TryUse(counter))
        {
            Effects.Drop(delivery.From, LayerDrop.Replayed);
        }
        else if (kind == Kind.Data)
        {
            Effects.Deliver(delivery with { Number = counter });
        }
    }

    private void OnSend(SendRequested request)
    {
        if (request.Payload.Length > LayerLimits.FrameBytesMax - HeaderLength - _authenticator.TagLength)
        {
            Effects.Refuse(LayerRefusal.TooLarge, request.Payload);
            return;
        }

        var peer = _peers[request.To.Value];
        if (peer.Session == 0)
        {
            SendFrame(request.To, Kind.Hello, 0, default, Ticket.Zero);
            Effects.Drop(request.To, LayerDrop.NoSession);
            return;
        }

        SendFrame(request.To, Kind.Data, peer.NextCounter++, request.Payload, request.After);
    }

    private void SendFrame(ReplicaId to, Kind kind, ulong counter, ReadOnlyMemory<byte> payload, Ticket after)
    {
        var signed = HeaderLength + payload.Length;
        var frame = new byte[signed + _authenticator.TagLength];
        var writer = new SpanWriter(frame);
        writer.U8((byte)kind);
        writer.U64(_session);
        writer.U64(_peers[to.Value].Session);
        writer.U64(counter);
        writer.Bytes(payload.Span);
        Contract.Assert(writer.Position == signed, "the signed part is all but the tag");
        _authenticator.Tag(to, Statement(_membership.Self, to, frame.AsSpan(0, signed)), frame.AsSpan(signed));
        Down(new SendRequested(to, frame, 0, after));
    }

    // What the tag vouches for: where the frame belongs, who speaks to whom, then the frame itself.
    private byte[] Statement(ReplicaId sender, ReplicaId receiver, ReadOnlySpan<byte> signed)
    {
        var statement = new byte[StatementHead + signed.Length];
        var writer = new SpanWriter(statement);
        writer.U128(_cluster.Value);
        writer.U32(_epoch.Value);
        writer.U8(sender.Value);
        writer.U8(receiver.Value);
        writer.Bytes(signed);
        return statement;
    }

    private sealed class Peer(int window)
    {
        public ulong Session { get; private set; }

        public ulong NextCounter { get; set; } = 1;

        public ReplayWindow Replays { get; private set; } = new(window);

        public void Begin(ulong session, int size)
        {
            Session = session;
            Replays = new ReplayWindow(size);
        }
    }
}
