namespace Quorate.Simulation;

/// <summary>A call that a script made, by the name of its client.</summary>
internal sealed class ScriptCall(
    string client, History history, RecordedCall record, Action<string> print, Action completed) : PendingCall
{
    /// <summary>The client.</summary>
    public string Client { get; } = client;

    /// <summary>What became of it.</summary>
    public string Outcome { get; private set; } = "waiting";

    /// <inheritdoc/>
    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        Outcome = outcome.ToString();
        if (outcome == CallOutcome.Executed)
        {
            history.Answer(record, reply, op);
        }
        else if (outcome != CallOutcome.Unknown)
        {
            history.Refuse(record);
        }

        completed();
        print($"{Client} {outcome} op={op}");
    }
}
