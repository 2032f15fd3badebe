using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>
/// What only Lamport's total order promises (lamport.md): stamps of delivered entries grow and each sender's entries
/// are delivered in its order; what a message says of its sender's disk is on that disk when it leaves; what is
/// delivered anywhere is on its sender's disk; no clock goes back, over restarts too.
/// </summary>
internal sealed class LamportChecker : IProtocolChecker
{
    /// <summary>The name under which a wrong order is reported.</summary>
    public const string OrderName = "total-order";

    /// <summary>The name under which a clock that goes back is reported.</summary>
    public const string ClockName = "monotone-clock";

    private readonly DurableEntries[] _durable;
    private readonly ViolationLog _violations;
    private readonly LamportTimestamp[] _said;
    private readonly LamportTimestamp[] _saidBefore;
    private readonly ulong[] _numbers;
    private EntryStamp _last;

    /// <summary>Creates the checkers of a group.</summary>
    public LamportChecker(DurableImage[] images, ViolationLog violations)
    {
        _violations = violations;
        _durable = [.. images.Select(_ => new DurableEntries(images.Length))];
        for (var replica = 0; replica < images.Length; replica++)
        {
            images[replica].Witness = _durable[replica];
        }

        _said = new LamportTimestamp[images.Length];
        _saidBefore = new LamportTimestamp[images.Length];
        _numbers = new ulong[images.Length];
    }

    /// <inheritdoc/>
    public long Promises { get; private set; }

    /// <inheritdoc/>
    public void Restarted(int replica, RecoveredState recovered) => _saidBefore[replica] = _said[replica];

    /// <inheritdoc/>
    public void Stands(int replica, in CoreStatus status)
    {
        // There are no views to go back.
    }

    /// <inheritdoc/>
    public void Released(int replica, ReplicaId to, Message message, DurableImage image)
    {
        Promises++;
        var update = (LamportUpdate)message;
        var durable = _durable[replica];
        CheckClock(replica, update, image);
        if (update.Issued.Value > durable.LastOf(replica))
        {
            Report(replica, $"says that it has issued entry {update.Issued}", durable.LastOf(replica));
        }

        if (update.Received.Value > durable.LastOf(to.Value))
        {
            Report(replica, $"acknowledges {to}'s entry {update.Received}", durable.LastOf(to.Value));
        }

        foreach (var entry in update.Entries)
        {
            if (!durable.Holds(entry))
            {
                Report(replica, $"sends entry {entry.Op}, or another one than is durable", durable.LastOf(replica));
            }
        }
    }

    /// <inheritdoc/>
    public void Committed(int replica, in CommittedEntry committed, in CoreStatus status)
    {
        var entry = committed.Entry;
        var stamp = EntryStamp.Of(entry);
        var sender = stamp.Sender.Value;
        if (stamp <= _last)
        {
            _violations.Report(OrderName, $"r{replica} delivers {stamp} after {_last}");
        }

        if (entry.Op.Value != _numbers[sender] + 1)
        {
            _violations.Report(
                OrderName, $"r{replica} delivers r{sender}'s entry {entry.Op} after its entry {_numbers[sender]}");
        }

        if (!_durable[sender].Holds(entry))
        {
            _violations.Report(
                PromiseChecker.Name, $"r{replica} delivers r{sender}'s entry {entry.Op}, which is not on its disk");
        }

        _last = stamp;
        _numbers[sender] = entry.Op.Value;
    }

    private void CheckClock(int replica, LamportUpdate update, DurableImage image)
    {
        if (update.Clock == LamportTimestamp.Zero)
        {
            return;
        }

        // To say the same again promises nothing new: what comes after it is later than the bound.
        if (update.Clock < _saidBefore[replica])
        {
            _violations.Report(
                ClockName,
                $"r{replica} says clock {update.Clock} after a restart, and {_saidBefore[replica]} before it");
        }

        var metadata = LamportMetadata.TryRead(image.State, _durable.Length, out var refusal);
        if (metadata is null || update.Clock >= metadata.ClockBound)
        {
            _violations.Report(
                PromiseChecker.Name,
                $"r{replica} says clock {update.Clock}; durable is the bound {metadata?.ClockBound} {refusal}");
        }

        _said[replica] = update.Clock > _said[replica] ? update.Clock : _said[replica];
    }

    private void Report(int replica, string promise, ulong durable) => _violations.Report(
        PromiseChecker.Name, $"r{replica} {promise}; durable are the entries up to {durable}");

    /// <summary>The entries of every sender that are on one disk, in its log or in its checkpoint.</summary>
    private sealed class DurableEntries(int members) : IDurableWitness
    {
        // By sender and number; an entry that went into a checkpoint stays here.
        private readonly Dictionary<ulong, Checksum>[] _entries =
            [.. Enumerable.Range(0, members).Select(_ => new Dictionary<ulong, Checksum>())];

        private readonly ulong[] _last = new ulong[members];

        public ulong LastOf(int sender) => _last[sender];

        public bool Holds(Entry entry) =>
            entry.Op.Value <= _last[entry.Header.Sender.Value]
            && _entries[entry.Header.Sender.Value].TryGetValue(entry.Op.Value, out var known)
            && known == entry.Checksum;

        public void Appended(Entry entry)
        {
            var sender = entry.Header.Sender.Value;
            _entries[sender][entry.Op.Value] = entry.Checksum;
            _last[sender] = Math.Max(_last[sender], entry.Op.Value);
        }

        public void Recovered(RecoveredState recovered)
        {
            var metadata = LamportMetadata.TryRead(recovered.Durable, _last.Length, out _);
            for (var sender = 0; sender < _last.Length; sender++)
            {
                _last[sender] = metadata?.Position.Numbers[sender].Value ?? 0;
            }

            foreach (var entry in recovered.Log)
            {
                Appended(entry);
            }
        }

        public void Replaced(IReadOnlyList<Checksum> dropped, ulong after, DurableImage image) =>
            throw new ContractViolationException("Lamport's total order never replaces its log");
    }
}
