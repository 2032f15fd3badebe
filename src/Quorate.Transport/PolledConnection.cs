using System.Net.Sockets;

namespace Quorate.Transport;

/// <summary>
/// A plain connection that the replica's loop reads and writes itself, when its <see cref="ConnectionPoll"/> says so.
/// Only the loop's thread touches the bytes; other threads may only close it. Nothing here may use the socket's
/// asynchronous calls: the runtime would then wake a thread of its own for every arrival, for good.
/// </summary>
internal sealed class PolledConnection : PeerConnection
{
    private readonly Socket _socket;
    private readonly int _descriptor;
    private readonly ConnectionPoll _poll;
    private readonly TransportCounters _counters;
    private readonly OutgoingBuffer _outgoing;
    private readonly FrameReader _reader = new();
    private readonly List<byte[]> _frames = [];
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReplicaId _peer;
    private volatile bool _isBroken;

    public PolledConnection(Socket socket, ConnectionPoll poll, int outgoingBytesMax, TransportCounters counters)
    {
        _socket = socket;
        _socket.Blocking = false;
        _descriptor = (int)socket.SafeHandle.DangerousGetHandle();
        _poll = poll;
        _counters = counters;
        _outgoing = new OutgoingBuffer(outgoingBytesMax);
    }

    /// <summary>What to wait for now; a broken connection waits for nothing until it is removed.</summary>
    public PollDescriptor Descriptor => new()
    {
        Descriptor = _isBroken ? -1 : _descriptor,
        Wanted = (short)(PollDescriptor.Readable | (_outgoing.Length > 0 ? PollDescriptor.Writable : 0)),
    };

    public override void Enqueue(Message message, TransportOptions options)
    {
        var length = Frame.LengthOf(message);
        var destination = _isBroken ? default : _outgoing.Reserve(length);
        if (destination.IsEmpty)
        {
            _counters.AddDropped();
            return;
        }

        Frame.Write(message, options.Cluster, options.Epoch, options.Self, destination);
        _counters.AddSent(length);
    }

    public override void Flush()
    {
        if (_isBroken || _outgoing.Length == 0)
        {
            return;
        }

        try
        {
            var sent = _socket.Send(_outgoing.Waiting.Span, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                _outgoing.Consume(sent);
            }
            else if (error != SocketError.WouldBlock)
            {
                End(new SocketException((int)error).Message);
            }
        }
        catch (ObjectDisposedException)
        {
            End("this side closed the connection");
        }
    }

    /// <summary>Receives what is there and sends what waits; on the loop's thread.</summary>
    public void OnReady(IFrameSink sink)
    {
        Flush();
        if (!_isBroken && Receive() is { } reason)
        {
            End(reason);
        }

        foreach (var frame in _frames)
        {
            sink.OnFrame(_peer, frame);
        }

        _frames.Clear();
    }

    public override async Task<string> ReceiveAsync(ReplicaId peer, ITransportEvents events)
    {
        _peer = peer;
        _poll.Add(this);
        var reason = await _ended.Task.ConfigureAwait(false);
        _poll.Remove(this);
        return reason;
    }

    public override void Dispose()
    {
        End("this side closed the connection");
        _socket.Dispose();
    }

    /// <summary>Returns why the connection has ended, or null.</summary>
    private string? Receive()
    {
        try
        {
            var count = _socket.Receive(_reader.Destination.Span, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                return null;
            }

            if (error != SocketError.Success)
            {
                return new SocketException((int)error).Message;
            }

            if (count == 0)
            {
                return "the peer closed the connection";
            }

            if (!_reader.Received(count, _frames))
            {
                _counters.AddBadStream();
                return "the peer sent a frame whose length is out of bounds";
            }

            _counters.AddReceived(_frames.Count, count);
            return null;
        }
        catch (ObjectDisposedException)
        {
            return "this side closed the connection";
        }
    }

    private void End(string reason)
    {
        _isBroken = true;
        _ended.TrySetResult(reason);
    }
}
