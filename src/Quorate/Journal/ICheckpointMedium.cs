namespace Quorate;

/// <summary>
/// What checkpoints need from a disk: objects that are written once from front to back, out of sight, and then appear
/// whole, or not at all. Real files implement it, and so does the simulated disk. Used by one thread, not the
/// journal's. Every error of the environment is a <see cref="CheckpointFailedException"/>.
/// </summary>
public interface ICheckpointMedium
{
    /// <summary>The ops of the published objects, ascending.</summary>
    IReadOnlyList<OpNumber> List();

    /// <summary>
    /// Begins a draft; one of the same number that was not published is gone. Drafts do not survive a restart.
    /// </summary>
    /// <param name="draft">A small number that tells drafts in progress apart.</param>
    void Begin(int draft);

    /// <summary>Adds bytes to the end of a draft that was begun.</summary>
    void Append(int draft, ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Makes the draft durable, then makes it the object of <paramref name="op"/>, in place of an older one: after a
    /// crash either is there whole. Durable when it returns.
    /// </summary>
    void Publish(int draft, OpNumber op);

    /// <summary>Drops a draft.</summary>
    void Discard(int draft);

    /// <summary>Deletes a published object. Need not be durable when it returns.</summary>
    void Delete(OpNumber op);

    /// <summary>Bytes of a published object.</summary>
    long Length(OpNumber op);

    /// <summary>Reads from a published object.</summary>
    /// <returns>Bytes read: fewer than asked for only at the end.</returns>
    int Read(OpNumber op, long offset, Span<byte> destination);
}
