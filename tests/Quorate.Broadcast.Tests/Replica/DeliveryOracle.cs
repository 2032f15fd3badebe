namespace Quorate.Broadcast.Tests;

/// <summary>
/// What must hold of the total order, over all replicas and all their lives: one sequence, stamps that only grow, each
/// sender's entries in its order and once, agreed time that grows.
/// </summary>
internal sealed class DeliveryOracle
{
    private readonly List<(EntryStamp Stamp, Checksum Checksum, AgreedTime Time)> _order = [];
    private readonly SortedDictionary<byte, ulong> _numbers = [];

    /// <summary>What was found wrong; empty when nothing was.</summary>
    internal List<string> Found { get; } = [];

    internal int Count => _order.Count;

    internal void Delivered(ReplicaId replica, in CommittedEntry committed)
    {
        var stamp = EntryStamp.Of(committed.Entry);
        var place = (int)committed.Op.Value - 1;
        if (place < _order.Count)
        {
            if (_order[place] != (stamp, committed.Entry.Checksum, committed.Time))
            {
                Found.Add($"same-sequence: {replica} delivers {stamp} at op {committed.Op}, others "
                    + $"{_order[place].Stamp}");
            }

            return;
        }

        if (place > _order.Count)
        {
            Found.Add($"no-gap: {replica} delivers op {committed.Op} after {_order.Count}");
            return;
        }

        Extend(replica, committed, stamp);
    }

    private void Extend(ReplicaId replica, in CommittedEntry committed, EntryStamp stamp)
    {
        if (_order.Count > 0 && (stamp <= _order[^1].Stamp || committed.Time <= _order[^1].Time))
        {
            Found.Add($"stamps-grow: {replica} delivers {stamp} after {_order[^1].Stamp}");
        }

        var number = committed.Entry.Op.Value;
        if (number != _numbers.GetValueOrDefault(stamp.Sender.Value) + 1)
        {
            Found.Add($"sender-order: {replica} delivers {stamp.Sender}'s {number} after "
                + $"{_numbers.GetValueOrDefault(stamp.Sender.Value)}");
        }

        _numbers[stamp.Sender.Value] = number;
        _order.Add((stamp, committed.Entry.Checksum, committed.Time));
    }
}
