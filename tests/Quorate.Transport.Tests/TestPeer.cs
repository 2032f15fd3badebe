using System.Collections.Concurrent;

namespace Quorate.Transport.Tests;

/// <summary>A transport and, when it is polled, the thread that polls it.</summary>
internal sealed class TestPeer : IAsyncDisposable, IFrameSink
{
    private readonly ConcurrentQueue<Action> _work = new();
    private readonly Recorder _recorder;
    private readonly ConnectionPoll? _poll;
    private readonly Thread? _thread;
    private volatile bool _isStopping;

    public TestPeer(TransportOptions options, Recorder recorder)
    {
        _recorder = recorder;
        _poll = options.Poll;
        Transport = new PeerTransport(options, recorder);
        Transport.Start();
        if (_poll is not null)
        {
            _thread = new Thread(Pump) { IsBackground = true };
            _thread.Start();
        }
    }

    public PeerTransport Transport { get; }

    public TransportCounters Counters => Transport.Counters;

    /// <summary>Sends messages in one turn, on the thread that may; returns when they were handed over.</summary>
    public void Send(ReplicaId to, params Message[] messages)
    {
        using var done = new ManualResetEventSlim();
        _work.Enqueue(() =>
        {
            foreach (var message in messages)
            {
                Transport.Send(to, message);
            }

            Transport.Flush();
            done.Set();
        });
        if (_poll is null)
        {
            RunWork();
            return;
        }

        _poll.Wake();
        Assert.True(done.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    public void OnFrame(ReplicaId from, byte[] frame) => _recorder.OnFrames(from, [frame]);

    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync();
        _isStopping = true;
        _poll?.Wake();
        _thread?.Join();
        _poll?.Dispose();
    }

    private void Pump()
    {
        while (!_isStopping)
        {
            _poll!.Wait(Timeout.InfiniteTimeSpan);
            RunWork();
            _poll.Receive(this);
        }
    }

    private void RunWork()
    {
        while (_work.TryDequeue(out var work))
        {
            work();
        }
    }
}
