namespace Quorate.Broadcast;

/// <summary>
/// Checkpoints bound the log (lamport.md L16 L17). Their places are a function of the delivered sequence, so that all
/// replicas take them at the same ops; each takes one only when its last one is on disk and there is enough new to
/// save.
/// </summary>
internal static class Checkpointing
{
    /// <summary>An entry was delivered: counts it.</summary>
    /// <returns>Whether a checkpoint is taken right after it.</returns>
    internal static bool OnDelivered(LamportState s, Entry entry)
    {
        s.OpsSincePlace++;
        s.BytesSincePlace += entry.Encoded.Length;
        s.BytesSinceTaken += entry.Encoded.Length;
        if (s.OpsSincePlace < s.Options.CheckpointOps && s.BytesSincePlace < s.Options.CheckpointBytes)
        {
            return false;
        }

        s.OpsSincePlace = 0;
        s.BytesSincePlace = 0;
        var isWorthIt = s.BytesSinceTaken * 2 >= Math.Min(s.CheckpointBytes, s.Options.CheckpointBytes * 8);
        if (s.Marked is not null || !isWorthIt)
        {
            return false;
        }

        s.Marked = s.Order.Copy();
        s.BytesSinceTaken = 0;
        return true;
    }

    internal static void OnDurable(LamportState s, IEffects effects, CheckpointDurable durable)
    {
        if (s.Marked is not { } marked || marked.Op != durable.Reference.Op)
        {
            Tracing.Trace(s, effects, TraceKind.StaleAnswer, durable.Reference.Op);
            return;
        }

        Contract.Assert(durable.Reference.Timestamp == marked.Time, "a checkpoint is that of the marked entry");
        s.Saved = marked;
        s.Marked = null;
        s.Checkpoint = durable.Reference;
        s.CheckpointBytes = durable.Bytes;
        LocalLog.SaveMetadata(s, effects);
        Tracing.Trace(s, effects, TraceKind.CheckpointDurable, durable.Reference.Op);
    }
}
