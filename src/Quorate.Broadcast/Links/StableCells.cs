using System.Buffers.Binary;

namespace Quorate.Broadcast;

/// <summary>
/// The stable storage that the layers of one stack share: what was recovered, and the changes of the step under way.
/// All changes of a step are one batch under one ticket, so that after a crash either all layers know of the step or
/// none. <see cref="LoggedStack"/> emits the batch.
/// </summary>
public sealed class StableCells
{
    private readonly SortedDictionary<CellKey, ReadOnlyMemory<byte>> _recovered;
    private readonly bool _isVolatile;
    private SortedDictionary<CellKey, CellChange> _batch = [];
    private Ticket _last;

    /// <summary>Creates the cells of a process that starts.</summary>
    /// <param name="recovered">What is on disk.</param>
    /// <param name="last">The last ticket used before; the next batch takes the one after it.</param>
    public StableCells(IEnumerable<KeyValuePair<CellKey, ReadOnlyMemory<byte>>> recovered, Ticket last)
        : this(recovered, last, isVolatile: false)
    {
    }

    private StableCells(
        IEnumerable<KeyValuePair<CellKey, ReadOnlyMemory<byte>>> recovered, Ticket last, bool isVolatile)
    {
        ArgumentNullException.ThrowIfNull(recovered);
        _recovered = [];
        foreach (var (key, value) in recovered)
        {
            _recovered.Add(key, value);
        }

        _last = last;
        _isVolatile = isVolatile;
    }

    /// <summary>Cells that keep nothing, for processes that never come back: every write counts at once.</summary>
    public static StableCells Volatile() => new([], Ticket.Zero, isVolatile: true);

    /// <summary>Whether the step under way has changed something.</summary>
    public bool IsDirty => _batch.Count > 0;

    /// <summary>The ticket that makes durable everything changed so far, in this step and before.</summary>
    public Ticket Backing => IsDirty ? _last.Next : _last;

    /// <summary>The recovered cells of one kind, in order.</summary>
    public IEnumerable<KeyValuePair<CellKey, ReadOnlyMemory<byte>>> Recovered(CellKind kind)
    {
        foreach (var cell in _recovered)
        {
            if (cell.Key.Kind == kind)
            {
                yield return cell;
            }
        }
    }

    /// <summary>Writes a cell.</summary>
    public void Set(CellKey key, ReadOnlyMemory<byte> value) => Change(new CellChange(key, value, IsErased: false));

    /// <summary>Writes a number.</summary>
    public void Set(CellKey key, ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Set(key, bytes);
    }

    /// <summary>Erases a cell.</summary>
    public void Erase(CellKey key) => Change(new CellChange(key, default, IsErased: true));

    /// <summary>Closes the batch of this step.</summary>
    /// <returns>Its changes, in the order of the cells.</returns>
    public IReadOnlyList<CellChange> Close()
    {
        Contract.Assert(IsDirty, "an empty batch takes no ticket");
        _last = _last.Next;
        CellChange[] changes = [.. _batch.Values];
        _batch = [];
        return changes;
    }

    /// <summary>Reads a number that <see cref="Set(CellKey, ulong)"/> wrote.</summary>
    public static ulong Number(ReadOnlyMemory<byte> value)
    {
        Contract.Assert(value.Length == sizeof(ulong), "a cell with a number holds eight bytes");
        return BinaryPrimitives.ReadUInt64LittleEndian(value.Span);
    }

    private void Change(in CellChange change)
    {
        if (!_isVolatile)
        {
            _batch[change.Key] = change;
        }
    }
}
