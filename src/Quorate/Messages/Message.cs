namespace Quorate;

/// <summary>
/// A protocol message. Each protocol has its own sealed types with hand-written canonical codecs: fixed field order, no
/// optional fields, sizes checked before anything is allocated.
/// </summary>
public abstract class Message
{
    /// <summary>The type's number on the wire, unique within its protocol.</summary>
    public abstract byte Kind { get; }

    /// <summary>The view the message speaks of; part of every frame's header.</summary>
    public required ViewNumber View { get; init; }

    /// <summary>Exact bytes that <see cref="WritePayload"/> writes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>Writes what follows the frame header.</summary>
    public abstract void WritePayload(ref SpanWriter writer);
}
