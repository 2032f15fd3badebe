namespace Quorate.Tests;

internal sealed class RecordingSink : ICompletionSink
{
    public List<Completion> Completions { get; } = [];

    public List<SessionId> Registrations { get; } = [];

    public List<SessionId> Evictions { get; } = [];

    public Completion Last => Completions[^1];

    public void Completed(
        SessionId session, RequestNumber number, ExecutionOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op) =>
        Completions.Add(new Completion(session, number, outcome, reply, op));

    public void Registered(ReadOnlyMemory<byte> clientId, SessionId session) => Registrations.Add(session);

    public void Evicted(SessionId session) => Evictions.Add(session);

    internal readonly record struct Completion(
        SessionId Session, RequestNumber Number, ExecutionOutcome Outcome, ReadOnlyMemory<byte> Reply, OpNumber Op);
}
