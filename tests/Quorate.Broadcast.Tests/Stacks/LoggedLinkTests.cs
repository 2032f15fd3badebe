namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>What waits for which write, and what a restart brings back (broadcasts.md L1 to L3).</summary>
public sealed class LoggedLinkTests
{
    private static readonly Membership s_here = new(new ReplicaId(0), 2);
    private static readonly ReplicaId s_peer = new(1);

    private readonly EffectRecorder _effects = new();
    private readonly SortedDictionary<CellKey, ReadOnlyMemory<byte>> _disk = [];

    [Fact]
    public void AMessageWaitsForTheWriteOfItsOutbox()
    {
        var stack = Start();
        Send(stack, 9);
        var (ticket, changes) = Assert.Single(_effects.Saved);
        Assert.Equal(new Ticket(1), ticket);
        Assert.Contains(changes, change => change.Key == new CellKey(CellKind.Outbox, s_peer, 1));
        Assert.Equal(ticket, Assert.Single(_effects.Sent).After);
    }

    [Fact]
    public void AnAcknowledgementAndADeliveryWaitForTheWriteOfWhatIsExpectedNext()
    {
        var stack = Start();
        stack.Step(new FrameReceived(s_peer, Data(1, 7)), _effects);
        var (ticket, changes) = Assert.Single(_effects.Saved);
        Assert.Equal(new CellKey(CellKind.NextExpected, s_peer), Assert.Single(changes).Key);
        Assert.Equal(ticket, Assert.Single(_effects.Sent).After);
        Assert.Equal(ticket, Assert.Single(_effects.Delivered).After);
    }

    [Fact]
    public void AnAcknowledgementThatIsRepeatedWaitsForTheSameWrite()
    {
        var stack = Start();
        stack.Step(new FrameReceived(s_peer, Data(1, 7)), _effects);
        stack.Step(new FrameReceived(s_peer, Data(1, 7)), _effects);
        Assert.Equal([LayerDrop.Duplicate], _effects.Drops);
        Assert.Equal(2, _effects.Sent.Count);
        Assert.All(_effects.Sent, sent => Assert.Equal(new Ticket(1), sent.After));
        Assert.Single(_effects.Saved);
    }

    [Fact]
    public void WhatComesEarlyIsNeitherAcknowledgedNorWritten()
    {
        var stack = Start();
        stack.Step(new FrameReceived(s_peer, Data(2, 8)), _effects);
        Assert.Empty(_effects.Sent);
        Assert.Empty(_effects.Saved);
        stack.Step(new FrameReceived(s_peer, Data(1, 7)), _effects);
        Assert.Equal([7, 8], _effects.Delivered.Select(delivery => delivery.Payload.Span[0]));
        Assert.Equal(Acknowledgement(2), Assert.Single(_effects.Sent).Frame.ToArray());
    }

    [Fact]
    public void ARestartSendsTheOutboxAgainAndDropsWhatWasDelivered()
    {
        var first = Start();
        Send(first, 9);
        first.Step(new FrameReceived(s_peer, Data(1, 7)), _effects);
        Flush(2);
        var again = Start();
        Assert.Equal(Data(1, 9), Assert.Single(_effects.Sent).Frame.ToArray());
        again.Step(new FrameReceived(s_peer, Data(1, 7)), _effects);
        Assert.Empty(_effects.Delivered);
        Assert.Equal([LayerDrop.Duplicate], _effects.Drops);
        Send(again, 10);
        Assert.Equal(Data(2, 10), _effects.Sent[^1].Frame.ToArray());
    }

    [Fact]
    public void AnAcknowledgementEmptiesTheOutbox()
    {
        var first = Start();
        Send(first, 9);
        Send(first, 10);
        first.Step(new FrameReceived(s_peer, Acknowledgement(2)), _effects);
        Assert.Equal([(s_peer, 9UL), (s_peer, 10UL)], _effects.Acknowledgements);
        Flush(3);
        Start();
        Assert.Empty(_effects.Sent);
    }

    [Fact]
    public void AMessageThatWasNotFlushedIsForgottenAndItsNumberUsedAgain()
    {
        Send(Start(), 9);
        Flush(0);
        var again = Start();
        Assert.Empty(_effects.Sent);
        Send(again, 10);
        Assert.Equal(Data(1, 10), Assert.Single(_effects.Sent).Frame.ToArray());
    }

    [Fact]
    public void ASendBeforeTheStackHasStartedIsAMistake() =>
        Assert.Throws<ContractViolationException>(() => Send(Make(), 9));

    private static byte[] Data(ulong number, byte payload) => [1, (byte)number, 0, 0, 0, 0, 0, 0, 0, payload];

    private static byte[] Acknowledgement(ulong through) => [2, (byte)through, 0, 0, 0, 0, 0, 0, 0];

    private LoggedStack Make()
    {
        var cells = new StableCells(_disk, Ticket.Zero);
        var stubborn = new StubbornLink(s_here, new FairLossLink(s_here), Stacks.Interval);
        return new LoggedStack(new LoggedLink(s_here, stubborn, cells), cells);
    }

    private LoggedStack Start()
    {
        _effects.Sent.Clear();
        _effects.Delivered.Clear();
        _effects.Drops.Clear();
        var stack = Make();
        stack.Step(StackStarted.Instance, _effects);
        return stack;
    }

    private void Send(LoggedStack stack, byte payload) =>
        stack.Step(new SendRequested(s_peer, new[] { payload }, payload), _effects);

    // The first writes reach the disk, the others are lost.
    private void Flush(int writes)
    {
        foreach (var change in _effects.Saved.Take(writes).SelectMany(saved => saved.Changes))
        {
            if (change.IsErased)
            {
                _disk.Remove(change.Key);
            }
            else
            {
                _disk[change.Key] = change.Value;
            }
        }

        _effects.Saved.Clear();
    }
}
