using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>Keeps back or drops the messages of one kind on one link while a script says so.</summary>
/// <param name="Kind">The kind, or null for all.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receiver.</param>
/// <param name="IsHeld">Whether the messages are kept for later, instead of dropped.</param>
internal sealed record MessageFilter(MessageKind? Kind, int From, int To, bool IsHeld)
{
    /// <summary>The frames kept back, in order, with the numbers of their sendings.</summary>
    public List<(long Number, ReadOnlyMemory<byte> Frame)> Held { get; } = [];

    /// <summary>Whether it concerns a message.</summary>
    public bool Matches(int from, int to, Message message) =>
        from == From && to == To && (Kind is null || (MessageKind)message.Kind == Kind);
}
