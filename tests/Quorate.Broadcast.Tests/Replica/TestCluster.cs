namespace Quorate.Broadcast.Tests;

/// <summary>
/// A small cluster in lock step: each millisecond every message posted before arrives, then every replica takes a turn.
/// For single lessons; <see cref="Adversary"/> drives it along random schedules instead.
/// </summary>
internal sealed class TestCluster
{
    internal static readonly ClusterId Cluster = new(new UInt128(1, 2));
    private readonly TestReplica[] _replicas;
    private readonly Func<LamportOptions, LamportOptions>? _change;
    private readonly HashSet<(int From, int To)> _cut = [];

    internal TestCluster(
        int count, Func<LamportOptions, LamportOptions>? change = null, Func<IReplicaCore, IReplicaCore>? mutant = null)
    {
        _change = change;
        Mutant = mutant;
        _replicas = [.. Enumerable.Range(0, count).Select(i => new TestReplica(this, new ReplicaId((byte)i)))];
        StartAll();
    }

    internal int Count => _replicas.Length;

    internal MonotonicTime Now { get; private set; } = new(1_000_000_000);

    internal DeliveryOracle Oracle { get; } = new();

    internal Func<IReplicaCore, IReplicaCore>? Mutant { get; }

    internal bool IsRecording { get; set; }

    /// <summary>Messages under way.</summary>
    internal List<(ReplicaId From, ReplicaId To, byte[] Frame)> Wire { get; private set; } = [];

    internal long Posted { get; private set; }

    /// <summary>Drops a message when it returns true.</summary>
    internal Func<ReplicaId, ReplicaId, LamportUpdate, bool>? Lose { get; set; }

    internal TestReplica this[int index] => _replicas[index];

    internal IEnumerable<TestReplica> Up => _replicas.Where(replica => replica.IsUp);

    internal LamportOptions OptionsOf(ReplicaId self)
    {
        var options = new LamportOptions { Cluster = Cluster, Self = self, Members = Count };
        return _change is null ? options : _change(options);
    }

    internal void Pass(TimeSpan time) => Now = Now.After(time);

    internal void Isolate(int replica)
    {
        for (var other = 0; other < Count; other++)
        {
            _cut.Add((replica, other));
            _cut.Add((other, replica));
        }
    }

    internal void Heal() => _cut.Clear();

    internal void Post(ReplicaId from, ReplicaId to, Message message)
    {
        Posted++;
        if (_cut.Contains((from.Value, to.Value)) || Lose?.Invoke(from, to, (LamportUpdate)message) == true)
        {
            return;
        }

        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, Cluster, default, from, frame);
        Wire.Add((from, to, frame));
    }

    internal void Arrive(int index)
    {
        var (from, to, frame) = Wire[index];
        Wire.RemoveAt(index);
        if (_replicas[to.Value].IsUp)
        {
            _replicas[to.Value].Node.OnFrame(from, (byte[])frame.Clone());
        }
    }

    internal void Run(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            Pass(TimeSpan.FromMilliseconds(1));
            var arriving = Wire;
            Wire = [];
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
    }

    internal TestCall Submit(int replica, params byte[] operation)
    {
        var call = new TestCall
        {
            Operation = operation,
            Home = (replica, _replicas[replica].Disk.Incarnation),
        };
        _replicas[replica].Node.Submit(call);
        return call;
    }

    internal TestRead Read(int replica)
    {
        var read = new TestRead();
        _replicas[replica].Node.Read(read);
        return read;
    }

    internal void StartAll()
    {
        foreach (var replica in _replicas.Where(r => !r.IsUp))
        {
            replica.Start();
        }
    }

    internal void AssertSound()
    {
        Assert.Empty(Oracle.Found);
        Assert.All(_replicas, replica => Assert.True(replica.Stopped is null, replica.Stopped?.Text));
    }

    internal void AssertConverged(int operations)
    {
        AssertSound();
        foreach (var replica in Up)
        {
            Assert.Equal(operations, replica.Machine.Applied.Count);
            Assert.Equal(Up.First().Machine.Applied, replica.Machine.Applied);
            Assert.Equal(Up.First().Core.Status.Commit, replica.Core.Status.Commit);
        }
    }
}
