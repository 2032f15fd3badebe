namespace Quorate;

/// <summary>
/// The sends of one replica that wait for their ticket (architecture.md §2): a message that promises something leaves
/// only after the writes that back it are on disk, and never once a fence of a later generation has been executed
/// (viewstamped.md A1). The host and the simulated world share this class, so that the rule that is checked is the rule
/// that ships. Not thread-safe: the replica's loop owns it. Allocates nothing once it has grown to the largest number
/// of sends held.
/// </summary>
public sealed class HeldSends
{
    private HeldSend[] _held = new HeldSend[64];
    private Ticket _lowest;

    /// <summary>The highest ticket known to be on disk.</summary>
    public Ticket Persisted { get; private set; }

    /// <summary>The latest fence; sends of earlier generations are dead.</summary>
    public Generation Fence { get; private set; }

    /// <summary>Sends that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Sends dropped by fences so far.</summary>
    public long Fenced { get; private set; }

    /// <summary>Releases the send at once when its ticket is on disk, or holds it until it is.</summary>
    /// <param name="to">The receiver.</param>
    /// <param name="message">The message.</param>
    /// <param name="after">The ticket that backs it; zero for a message that promises nothing.</param>
    /// <param name="generation">The core's generation when it sent.</param>
    /// <param name="released">Receives the message if it may leave now.</param>
    public void Send(ReplicaId to, Message message, Ticket after, Generation generation, IReleasedSends released)
    {
        ArgumentNullException.ThrowIfNull(released);
        if (generation < Fence)
        {
            Fenced++;
            return;
        }

        if (after <= Persisted)
        {
            released.Release(to, message);
            return;
        }

        if (Count == _held.Length)
        {
            Array.Resize(ref _held, Count * 2);
        }

        _lowest = Count == 0 || after < _lowest ? after : _lowest;
        _held[Count++] = new HeldSend(to, message, after, generation);
    }

    /// <summary>Drops every held send whose generation is below <paramref name="generation"/>, for good.</summary>
    public void DropBelow(Generation generation)
    {
        Contract.Assert(generation >= Fence, "fences only move forward");
        Fence = generation;
        var kept = 0;
        for (var index = 0; index < Count; index++)
        {
            if (_held[index].Generation >= generation)
            {
                _held[kept++] = _held[index];
            }
        }

        Fenced += Count - kept;
        Shrink(kept);
    }

    /// <summary>
    /// Everything at or below <paramref name="persisted"/> is on disk: releases what waited for it, in the order in
    /// which it was sent. The receiver must not send through this object meanwhile.
    /// </summary>
    public void Release(Ticket persisted, IReleasedSends released)
    {
        ArgumentNullException.ThrowIfNull(released);
        Persisted = persisted > Persisted ? persisted : Persisted;
        if (Count == 0 || _lowest > Persisted)
        {
            return;
        }

        var kept = 0;
        var lowest = new Ticket(ulong.MaxValue);
        for (var index = 0; index < Count; index++)
        {
            var send = _held[index];
            if (send.After <= Persisted)
            {
                released.Release(send.To, send.Message);
                continue;
            }

            lowest = send.After < lowest ? send.After : lowest;
            _held[kept++] = send;
        }

        _lowest = lowest;
        Shrink(kept);
    }

    private void Shrink(int kept)
    {
        // The messages are let go of, or the queue would keep the largest view change it ever held alive.
        Array.Clear(_held, kept, Count - kept);
        Count = kept;
    }

    private readonly record struct HeldSend(ReplicaId To, Message Message, Ticket After, Generation Generation);
}
