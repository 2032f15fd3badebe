namespace Quorate.Broadcast;

/// <summary>
/// Messages of one sender are delivered in the order broadcast (CGR §3.9): a hold-back queue per origin over the
/// numbers of the reliable broadcast below. At most W − 1 messages of an origin are held, because the broadcast below
/// lets its next one go only when all have the one that is W older.
/// </summary>
public sealed class FifoBroadcast : StackedLayer, IBroadcast
{
    private readonly IBroadcast _below;
    private readonly ulong[] _expected;
    private readonly SortedDictionary<ulong, LayerDelivery>[] _held;

    /// <summary>Creates the broadcast.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">A broadcast whose deliveries carry numbers; reliable, or holes stay for ever.</param>
    public FifoBroadcast(Membership membership, IBroadcast below) : base(below)
    {
        _below = below;
        _expected = new ulong[membership.Members];
        _held = new SortedDictionary<ulong, LayerDelivery>[membership.Members];
        Array.Fill(_expected, 1UL);
        for (var origin = 0; origin < _held.Length; origin++)
        {
            _held[origin] = [];
        }
    }

    /// <inheritdoc/>
    public bool HasRoom => _below.HasRoom;

    /// <summary>How many messages of this origin wait for an earlier one.</summary>
    public int HeldBack(ReplicaId origin) => _held[origin.Value].Count;

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var origin = delivery.From.Value;
        Contract.Assert(delivery.Number >= _expected[origin], "the broadcast below delivers a number once");
        _held[origin].Add(delivery.Number, delivery);
        while (_held[origin].Remove(_expected[origin], out var next))
        {
            _expected[origin]++;
            Effects.Deliver(next);
        }
    }
}
