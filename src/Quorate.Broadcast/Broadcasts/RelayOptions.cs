namespace Quorate.Broadcast;

/// <summary>What tells the relaying broadcasts apart.</summary>
/// <param name="CopiesNeeded">How many members must be known to have a copy before it is delivered.</param>
/// <param name="Window">W: how many broadcasts of one origin may be incomplete.</param>
/// <param name="AwaitsConsumption">Whether the layer above says when it holds a message back no longer.</param>
/// <param name="BytesMax">The largest payload.</param>
internal readonly record struct RelayOptions(int CopiesNeeded, int Window, bool AwaitsConsumption, int BytesMax);
