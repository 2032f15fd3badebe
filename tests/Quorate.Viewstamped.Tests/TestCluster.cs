namespace Quorate.Viewstamped.Tests;

/// <summary>
/// A small cluster in lock step: each millisecond every message posted before arrives, then every replica takes a turn.
/// For single lessons; random schedules are the simulator's.
/// </summary>
internal sealed class TestCluster
{
    internal static readonly ClusterId Cluster = new(new UInt128(1, 2));
    private readonly TestReplica[] _replicas;
    private readonly Func<ReplicaId, ViewstampedOptions> _options;
    private readonly HashSet<(int From, int To)> _cut = [];
    private List<(ReplicaId From, ReplicaId To, byte[] Frame)> _wire = [];

    internal TestCluster(int count, Func<ViewstampedOptions, ViewstampedOptions>? change = null)
    {
        _options = self =>
        {
            var options = new ViewstampedOptions { Cluster = Cluster, Self = self, Members = count };
            return change is null ? options : change(options);
        };
        _replicas = [.. Enumerable.Range(0, count).Select(i => new TestReplica(this, new ReplicaId((byte)i)))];
        foreach (var replica in _replicas)
        {
            replica.Start();
        }
    }

    internal int Count => _replicas.Length;

    internal MonotonicTime Now { get; private set; } = new(1_000_000_000);

    /// <summary>Drops a message when it returns true.</summary>
    internal Func<ReplicaId, ReplicaId, Message, bool>? Lose { get; set; }

    internal TestReplica this[int index] => _replicas[index];

    internal ViewstampedOptions OptionsOf(ReplicaId self) => _options(self);

    internal TestReplica Primary => _replicas.Single(
        r => r.IsUp && r.Core.Status is { Status: ReplicaStatus.Normal } s && s.Primary == r.Core.State.Self
            && s.View == _replicas.Where(o => o.IsUp).Max(o => o.Core.Status.View));

    internal void Cut(int from, int to) => _cut.Add((from, to));

    internal void CutBoth(int left, int right)
    {
        Cut(left, right);
        Cut(right, left);
    }

    internal void Isolate(int replica)
    {
        for (var other = 0; other < Count; other++)
        {
            CutBoth(replica, other);
        }
    }

    internal void Heal() => _cut.Clear();

    internal void Post(ReplicaId from, ReplicaId to, Message message)
    {
        if (_cut.Contains((from.Value, to.Value)) || Lose?.Invoke(from, to, message) == true)
        {
            return;
        }

        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, Cluster, default, from, frame);
        _wire.Add((from, to, frame));
    }

    internal void Run(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            Now = Now.After(TimeSpan.FromMilliseconds(1));
            var arriving = _wire;
            _wire = [];
            foreach (var (from, to, frame) in arriving)
            {
                if (_replicas[to.Value].IsUp)
                {
                    _replicas[to.Value].Node.OnFrame(from, frame);
                }
            }

            foreach (var replica in _replicas)
            {
                replica.Turn();
            }
        }

        foreach (var replica in _replicas)
        {
            Assert.True(replica.Stopped is null, replica.Stopped?.Text);
        }
    }

    internal TestCall Submit(int replica, params byte[] operation)
    {
        var call = new TestCall { Operation = operation };
        _replicas[replica].Node.Submit(call);
        return call;
    }

    internal TestRead Read(int replica)
    {
        var read = new TestRead();
        _replicas[replica].Node.Read(read);
        return read;
    }

    internal void CrashAll()
    {
        foreach (var replica in _replicas)
        {
            replica.Crash();
        }

        _wire.Clear();
    }

    internal void StartAll()
    {
        foreach (var replica in _replicas.Where(r => !r.IsUp))
        {
            replica.Start();
        }
    }

    internal void AssertConverged(int operations)
    {
        foreach (var replica in _replicas.Where(r => r.IsUp))
        {
            Assert.Equal(ReplicaStatus.Normal, replica.Core.Status.Status);
            Assert.Equal(operations, replica.Machine.Applied.Count);
            Assert.Equal(_replicas.First(r => r.IsUp).Machine.Applied, replica.Machine.Applied);
        }
    }
}
