namespace Quorate.Broadcast;

/// <summary>
/// Carries a clock over restarts with one write for a block of values (clocks.md P1–P3): no value above the mark is
/// ever issued, and a restarted clock begins at the mark, so that it issues nothing twice and never goes back.
/// </summary>
public sealed class HighWaterMark
{
    private readonly IHighWaterMarkStore _store;
    private readonly ulong _block;

    /// <summary>Reads the mark that the process left when it last ran.</summary>
    /// <param name="store">Where the mark is kept.</param>
    /// <param name="block">
    /// Values reserved by one write, at least 1. A restart skips at most as many.
    /// </param>
    public HighWaterMark(IHighWaterMarkStore store, ulong block)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfZero(block);
        _store = store;
        _block = block;
        Reserved = store.Load();
    }

    /// <summary>No value above this one may be issued; the durable mark.</summary>
    public ulong Reserved { get; private set; }

    /// <summary>
    /// Makes sure that <paramref name="value"/> may be issued: if need be, reserves the block after it.
    /// </summary>
    public void Cover(ulong value)
    {
        if (value <= Reserved)
        {
            return;
        }

        var next = value > ulong.MaxValue - _block ? ulong.MaxValue : value + _block;
        // Reserved moves only when the store says that the mark is durable: a failure leaves everything as it was.
        _store.Save(next);
        Contract.Assert(next >= value, "the reserved block covers the value that asked for it");
        Reserved = next;
    }
}
