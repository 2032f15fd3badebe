namespace Quorate.Broadcast;

/// <summary>What stands at a position of the local log: an entry by its sender and number.</summary>
internal readonly record struct LogRecord(ReplicaId Sender, OpNumber Number);
