using Quorate.Broadcast;
using Quorate.Tracing;
using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>Describes the messages of the protocols for diagrams.</summary>
internal static class MessageDescriptions
{
    /// <summary>Describes a message.</summary>
    public static MessageDescription Of(Message message) => message switch
    {
        Prepare prepare => new(
            $"Prepare {prepare.Entry.Op}",
            $"commit {prepare.CommitNumber}, round {prepare.Round}",
            MessageFamily.Order),
        PrepareOk ok => new($"PrepareOk {ok.Op}", $"round {ok.Round}", MessageFamily.Order),
        Commit commit => new(
            $"Commit {commit.CommitNumber}", $"head {commit.Op}, round {commit.Round}", MessageFamily.Heartbeat),
        CommitOk ok => new("CommitOk", $"round {ok.Round}", MessageFamily.Heartbeat),
        StartViewChange vote => new($"StartViewChange {vote.Candidate}", "", MessageFamily.ViewChange),
        DoViewChange log => new(
            $"DoViewChange {log.View}",
            $"log-view {log.LogView}, head {log.Op}, commit {log.CommitNumber}",
            MessageFamily.ViewChange),
        StartView start => new(
            $"StartView {start.View}", $"head {start.Op}, commit {start.CommitNumber}", MessageFamily.ViewChange),
        _ => OfOthers(message),
    };

    private static MessageDescription OfOthers(Message message) => message switch
    {
        Request request => new("Request", $"{request.Body.Length} bytes", MessageFamily.Order),
        Refusal refusal => new("Refusal", $"number {refusal.Number}", MessageFamily.Order),
        GetState get => new($"GetState > {get.After}", "", MessageFamily.Transfer),
        NewState state => new(
            state.Entries.Count == 0 ? "NewState" : $"NewState {state.Entries[0].Op}–{state.Entries[^1].Op}",
            $"head {state.Op}, commit {state.CommitNumber}, checkpoint {state.Checkpoint.Op}",
            MessageFamily.Transfer),
        GetCheckpoint get => new($"GetCheckpoint {get.Op}", $"chunk {get.Chunk}", MessageFamily.Transfer),
        Viewstamped.CheckpointChunk chunk => new(
            $"CheckpointChunk {chunk.Chunk + 1}/{chunk.ChunkCount}",
            $"checkpoint {chunk.Reference.Op}, {chunk.Bytes.Length} bytes",
            MessageFamily.Transfer),
        ReadRequest => new("ReadRequest", "", MessageFamily.Other),
        ReadReply reply => new("ReadReply", $"op {reply.Op}", MessageFamily.Other),
        LamportUpdate { Entries.Count: > 0 } update => new(
            $"Update {update.Issued}",
            $"{update.Entries.Count} entries, clock {update.Clock.Value}, received {update.Received}",
            MessageFamily.Order),
        LamportUpdate update => new(
            $"clock {update.Clock.Value}",
            $"received {update.Received}" + (update.Ask.Value == 0 ? "" : $", asks for {update.Ask.Value}"),
            MessageFamily.Heartbeat),
        _ => new($"message {message.Kind}", $"view {message.View}", MessageFamily.Other),
    };
}
