namespace Quorate.Simulation;

/// <summary>What a script fixes before its world begins.</summary>
/// <param name="Replicas">The group's size (<c>&gt; replicas N</c>).</param>
/// <param name="CheckpointOps">Entries between checkpoints (<c>&gt; checkpoint-ops N</c>).</param>
internal sealed record ScriptSettings(int Replicas, int CheckpointOps);
