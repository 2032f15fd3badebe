using System.Text;

namespace Quorate.Tests;

internal sealed class TestCall : PendingCall
{
    public TestCall(string text) => Operation = Encoding.UTF8.GetBytes(text);

    public List<CallOutcome> Outcomes { get; } = [];

    public CallOutcome Outcome => Assert.Single(Outcomes);

    public bool IsPending => Outcomes.Count == 0;

    public string Reply { get; private set; } = "";

    public OpNumber Op { get; private set; }

    public Action? Then { get; init; }

    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        Outcomes.Add(outcome);
        Reply = reply.IsEmpty ? "" : Encoding.UTF8.GetString(reply.Span[8..]);
        Op = op;
        Then?.Invoke();
    }
}
