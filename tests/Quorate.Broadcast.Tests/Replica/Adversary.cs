namespace Quorate.Broadcast.Tests;

/// <summary>
/// Drives a cluster along one random schedule: messages are lost, doubled and overtake each other, disks flush a few
/// writes at a time, replicas die with what they had not flushed and come back, executors lag. Then all faults stop,
/// everybody returns, and everything must complete.
/// </summary>
internal sealed class Adversary(TestCluster cluster, ulong seed)
{
    private readonly Prng _dice = new(seed);
    private readonly List<TestCall> _calls = [];
    private readonly List<(TestRead Read, int Least)> _reads = [];
    private readonly double _loss = new Prng(seed ^ 0xA5).Below(4) * 0.1;
    private readonly double _crash = new Prng(seed ^ 0x5A).Below(3) * 0.004;
    private byte _next;

    /// <summary>What went wrong; empty when nothing did.</summary>
    internal List<string> Run(int steps)
    {
        try
        {
            for (var step = 0; step < steps && !HasFailed; step++)
            {
                Step();
            }

            Settle();
        }
        catch (Exception failure) when (failure is ContractViolationException or InvalidOperationException)
        {
            cluster.Oracle.Found.Add($"exception: {failure.Message}");
        }

        foreach (var replica in Enumerable.Range(0, cluster.Count).Select(i => cluster[i]))
        {
            if (replica.Stopped is { } reason)
            {
                cluster.Oracle.Found.Add($"stopped: {replica.Self}: {reason.Text}");
            }
        }

        return cluster.Oracle.Found;
    }

    private bool HasFailed =>
        cluster.Oracle.Found.Count > 0 || Enumerable.Range(0, cluster.Count).Any(i => cluster[i].Stopped is not null);

    private void Step()
    {
        cluster.Pass(TimeSpan.FromMicroseconds(_dice.Below(3000)));
        var replica = cluster[_dice.Below(cluster.Count)];
        if (!replica.IsUp)
        {
            if (_dice.Chance(0.05))
            {
                replica.Start();
            }

            return;
        }

        if (_dice.Chance(_crash))
        {
            replica.Flush(_dice.Below(replica.Disk.Unflushed + 1));
            replica.Crash();
            return;
        }

        Act(replica);
    }

    private void Act(TestReplica replica)
    {
        switch (_dice.Below(10))
        {
            case 0 when _calls.Count < 120:
                _calls.Add(cluster.Submit(replica.Self.Value, _next++, replica.Self.Value));
                break;
            case 1:
                _reads.Add((cluster.Read(replica.Self.Value), _calls.Count(c => c.Outcome == CallOutcome.Executed)));
                break;
            case 2 or 3:
                replica.Flush(1 + _dice.Below(4));
                break;
            case 4:
                replica.Execute(1 + _dice.Below(20));
                replica.Answer();
                break;
            case 5 or 6:
                replica.Tick();
                replica.Node.EndTurn();
                break;
            default:
                Network();
                break;
        }
    }

    private void Network()
    {
        if (cluster.Wire.Count == 0)
        {
            return;
        }

        // Mostly the oldest ones, so that time passes; now and then any.
        var index = _dice.Chance(0.7) ? 0 : _dice.Below(cluster.Wire.Count);
        if (_dice.Chance(_loss))
        {
            cluster.Wire.RemoveAt(index);
        }
        else if (_dice.Chance(0.1))
        {
            cluster.Wire.Add(cluster.Wire[index]);
        }
        else
        {
            cluster.Arrive(index);
        }
    }

    private void Settle()
    {
        cluster.StartAll();
        for (var round = 0; round < 40 && !HasFailed && !IsDone(); round++)
        {
            cluster.Run(200);
        }

        if (!HasFailed)
        {
            Judge();
        }
    }

    private bool IsDone() =>
        _calls.TrueForAll(call => call.Outcome is not null || call.IsForgotten(cluster))
        && cluster.Up.All(replica => replica.Core.State.HeldBack == 0)
        && cluster.Up.All(replica => replica.Node.Executed == replica.Core.Status.Commit)
        && Enumerable.Range(1, cluster.Count - 1).All(i => cluster[i].Node.Executed == cluster[0].Node.Executed);

    private void Judge()
    {
        var found = cluster.Oracle.Found;
        if (!IsDone())
        {
            found.Add("live: not everything completed after the faults stopped");
            return;
        }

        var applied = cluster[0].Machine.Applied;
        foreach (var replica in cluster.Up)
        {
            if (!replica.Machine.Applied.SequenceEqual(applied, new SameBytes()))
            {
                found.Add($"same-state: {replica.Self} applied another sequence than r0");
            }
        }

        foreach (var call in _calls)
        {
            var times = applied.Count(operation => operation.AsSpan().SequenceEqual(call.Operation.Span));
            if (times > 1 || (times == 0 && call.Outcome == CallOutcome.Executed))
            {
                found.Add($"exactly-once: an operation with outcome {call.Outcome} was applied {times} times");
            }
        }

        found.AddRange(_reads.Where(read => read.Read.Seen < read.Least && read.Read.Seen >= 0)
            .Select(read => $"fresh-read: a read saw {read.Read.Seen} of {read.Least} operations answered before"));
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(byte[] bytes) => bytes.Length;
    }
}
