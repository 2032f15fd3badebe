namespace Quorate.Simulation;

/// <summary>
/// The frames under way. A broadcast encodes its message once and shares the bytes; they are never written again, since
/// decoded entries keep slices of them.
/// </summary>
internal sealed class FrameSlots
{
    private Slot[] _slots = new Slot[64];
    private int _free = -1;
    private int _used;

    /// <summary>Frames under way.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a frame on its way, under the number that the world gave to its sending.</summary>
    public int Add(int from, ReadOnlyMemory<byte> bytes, long number)
    {
        var index = _free;
        if (index >= 0)
        {
            _free = _slots[index].NextFree;
        }
        else
        {
            index = _used++;
            if (index == _slots.Length)
            {
                Array.Resize(ref _slots, index * 2);
            }
        }

        _slots[index] = new Slot(from, bytes, number, -1);
        Count++;
        return index;
    }

    /// <summary>Takes a frame that arrives.</summary>
    public ReadOnlyMemory<byte> Take(int index, out int from, out long number)
    {
        var slot = _slots[index];
        from = slot.From;
        number = slot.Number;
        _slots[index] = new Slot(0, default, 0, _free);
        _free = index;
        Count--;
        return slot.Bytes;
    }

    private readonly record struct Slot(int From, ReadOnlyMemory<byte> Bytes, long Number, int NextFree);
}
