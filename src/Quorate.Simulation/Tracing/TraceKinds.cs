using Quorate.Tracing;

namespace Quorate.Simulation;

/// <summary>What a diagram makes of what a replica reports of itself.</summary>
internal static class TraceKinds
{
    /// <summary>The event's kind and words, or null when another event shows the same.</summary>
    public static (TracedKind Kind, string Label, string Detail)? Of(in TraceEvent happened, bool hasViews) =>
        happened.Kind == TraceKind.BecameNormal && !hasViews ? (TracedKind.Note, "takes part", "") : Of(happened);

    private static (TracedKind Kind, string Label, string Detail)? Of(in TraceEvent happened) => happened.Kind switch
    {
        TraceKind.BecameNormal => (TracedKind.ViewEntered, $"normal in view {happened.View}", ""),
        TraceKind.BecameViewChange => (TracedKind.ViewLeft, $"changes to view {happened.View}", "its log is frozen"),
        TraceKind.BecameRecovering => (TracedKind.Note, "recovering", "may not vote yet"),
        TraceKind.BecameStateTransfer => (TracedKind.ViewLeft, $"follows view {happened.View}", "fetches its log"),
        TraceKind.VotedToLeave => (TracedKind.Note, "votes to leave", $"for view {happened.Value}"),
        TraceKind.Committed => (TracedKind.Commit, $"commit {happened.Op}", ""),
        TraceKind.LogInstalled => (TracedKind.LogInstalled, "installs log", $"replaces {happened.Value} entries"),
        TraceKind.CheckpointDurable => (TracedKind.Checkpoint, $"checkpoint {happened.Op}", "durable here"),
        TraceKind.CheckpointInstalled => (TracedKind.Checkpoint, "installs checkpoint", $"at op {happened.Op}"),
        TraceKind.Dropped => (TracedKind.Note, "drops a message", $"of kind {happened.Value}"),
        TraceKind.Refused => (TracedKind.Note, "refuses", $"reason {happened.Value}"),
        TraceKind.Abdicated => (TracedKind.Note, "abdicates", "hears no quorum"),
        TraceKind.ViewChangeAlarm => (TracedKind.Note, "alarm", $"{happened.Value} view changes failed in a row"),
        TraceKind.RoundConfirmed => (TracedKind.Note, "reads confirmed", $"round {happened.Value}"),
        TraceKind.Contradicted => (TracedKind.Note, "is contradicted", $"kind {happened.Value}"),
        TraceKind.Prepared or TraceKind.Issued or TraceKind.StaleAnswer or TraceKind.StateRequested => null,
        _ => (TracedKind.Note, happened.Kind.ToString(), $"value {happened.Value}"),
    };
}
