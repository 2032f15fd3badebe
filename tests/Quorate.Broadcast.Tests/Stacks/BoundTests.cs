using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>What each component does at its bound (broadcasts.md §5).</summary>
public sealed class BoundTests
{
    private static readonly ReplicaId s_peer = new(1);

    [Fact]
    public void AFairLossLinkRefusesAFrameThatIsTooLargeAndDropsOne()
    {
        var recorder = new EffectRecorder();
        var link = Stacks.FairLoss(Context());
        link.Step(new SendRequested(s_peer, new byte[LayerLimits.FrameBytesMax + 1]), recorder);
        link.Step(new FrameReceived(s_peer, new byte[LayerLimits.FrameBytesMax + 1]), recorder);
        link.Step(new FrameReceived(new ReplicaId(9), new byte[1]), recorder);
        Assert.Equal([LayerRefusal.TooLarge], recorder.Refusals);
        Assert.Equal([LayerDrop.TooLarge, LayerDrop.Stranger], recorder.Drops);
        Assert.Empty(recorder.Sent);
    }

    [Fact]
    public void AStubbornLinkRefusesWhatItCannotKeepAndRepeatsWhatItTook()
    {
        var recorder = new EffectRecorder();
        var link = Stacks.Stubborn(Context(), Stacks.FairLoss(Context()), keptMax: 2);
        Send(link, recorder, 3);
        Assert.False(link.HasRoom(s_peer));
        Assert.Equal([LayerRefusal.Full], recorder.Refusals);
        Assert.Equal(2, recorder.Sent.Count);
        link.Step(Tick(link.NextDeadline), recorder);
        Assert.Equal(4, recorder.Sent.Count);
        link.Step(new SendSettled(s_peer, 1), recorder);
        Assert.True(link.HasRoom(s_peer));
        link.Step(Tick(link.NextDeadline), recorder);
        Assert.Equal(5, recorder.Sent.Count);
    }

    [Fact]
    public void AStubbornLinkWithNothingToRepeatWantsNoTick()
    {
        var recorder = new EffectRecorder();
        var link = Stacks.Stubborn(Context());
        Send(link, recorder, 1);
        link.Step(new SendSettled(s_peer, 1), recorder);
        link.Step(Tick(link.NextDeadline), recorder);
        Assert.Equal(MonotonicTime.Never, link.NextDeadline);
        Assert.Single(recorder.Sent);
    }

    public static TheoryData<string> Links() => ["Perfect", "Fifo", "Logged"];

    [Theory]
    [MemberData(nameof(Links))]
    public void ALinkRefusesTheMessageAfterItsWindowAndKeepsTheOthers(string name)
    {
        var recorder = new EffectRecorder();
        var link = Link(name);
        link.Step(StackStarted.Instance, recorder);
        Send(link, recorder, Stacks.Window + 2);
        Assert.False(link.HasRoom(s_peer));
        Assert.Equal([LayerRefusal.Full, LayerRefusal.Full], recorder.Refusals);
        Assert.Equal(Stacks.Window, recorder.Sent.Count);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void ALinkDropsWithoutAcknowledgementWhatIsBeyondTheWindow(string name)
    {
        var recorder = new EffectRecorder();
        var (sender, receiver) = (Wide(name), Link(name, self: 1));
        sender.Step(StackStarted.Instance, recorder);
        Send(sender, recorder, Stacks.Window + 1);
        var beyond = recorder.Sent[^1].Frame;
        recorder.Sent.Clear();
        receiver.Step(new FrameReceived(new ReplicaId(0), beyond), recorder);
        Assert.Equal([LayerDrop.BeyondWindow], recorder.Drops);
        Assert.Empty(recorder.Sent);
        Assert.Empty(recorder.Delivered);
    }

    [Fact]
    public void APeerThatCrashedForGoodTakesNoRoom()
    {
        var recorder = new EffectRecorder();
        var link = Stacks.Perfect(Context());
        Send(link, recorder, Stacks.Window);
        link.Step(new PeerCrashed(s_peer), recorder);
        Assert.True(link.HasRoom(s_peer));
        Assert.Equal(MonotonicTime.Never, AfterTick(link, recorder));
    }

    [Fact]
    public void ABestEffortBroadcastThatFitsNotEverybodyGoesToNobody()
    {
        var recorder = new EffectRecorder();
        var links = Stacks.Perfect(Context());
        var broadcast = new BestEffortBroadcast(Context().Membership, links);
        Send(links, recorder, Stacks.Window);
        recorder.Sent.Clear();
        broadcast.Step(new BroadcastRequested(new byte[1]), recorder);
        Assert.Equal([LayerRefusal.Full], recorder.Refusals);
        Assert.Empty(recorder.Sent);
        Assert.Empty(recorder.Delivered);
    }

    public static TheoryData<string> Broadcasts() =>
        ["Reliable", "Uniform", "FifoOrder", "CausalOrder", "UniformCausalOrder", "TotalOrder"];

    // Nobody answers: after W broadcasts of its own a member takes no more, whatever the stack.
    [Theory]
    [MemberData(nameof(Broadcasts))]
    public void ABroadcastThatNobodyCompletesIsRefusedAfterTheWindow(string name)
    {
        var recorder = new EffectRecorder();
        var broadcast = (IBroadcast)StackCases.All[name].Stack(Context());
        for (var message = 0; message < Stacks.Window + 3; message++)
        {
            Assert.Equal(message < Stacks.Window, broadcast.HasRoom);
            broadcast.Step(new BroadcastRequested(new byte[1]), recorder);
        }

        Assert.Equal(3, recorder.Refusals.Count(refusal => refusal == LayerRefusal.Full));
        Assert.Equal(3, recorder.Refusals.Count);
    }

    [Theory]
    [InlineData("BestEffort")]
    [InlineData("Reliable")]
    [InlineData("CausalOrder")]
    [InlineData("TotalOrder")]
    public void ABroadcastThatIsTooLargeIsRefused(string name)
    {
        var recorder = new EffectRecorder();
        var broadcast = StackCases.All[name].Stack(Context());
        broadcast.Step(new BroadcastRequested(new byte[LayerLimits.BroadcastBytesMax + 1]), recorder);
        Assert.Equal([LayerRefusal.TooLarge], recorder.Refusals);
        Assert.Empty(recorder.Sent);
    }

    [Theory]
    [InlineData("BestEffort", 0)]
    [InlineData("Reliable", 0)]
    [InlineData("CausalOrder", 25)]
    [InlineData("TotalOrder", 0)]
    public void TheLargestBroadcastPassesEveryLayerBelow(string name, int header)
    {
        var recorder = new EffectRecorder();
        var broadcast = StackCases.All[name].Stack(Context());
        broadcast.Step(new BroadcastRequested(new byte[LayerLimits.BroadcastBytesMax - header]), recorder);
        Assert.Empty(recorder.Refusals);
        Assert.Equal(2, recorder.Sent.Count);
    }

    // Runs in which every window is hit often: nothing kept or held back ever exceeds it, and everything arrives.
    [Fact]
    public void WhatIsKeptAndHeldBackStaysWithinTheWindowsOverRandomSchedules()
    {
        var (keptMost, heldMost, refused) = (0, 0, 0L);
        for (var seed = 1UL; seed <= 30; seed++)
        {
            List<RelayedBroadcast> relays = [];
            List<CausalBroadcast> orders = [];
            var watched = StackCases.CausalOrder with
            {
                Requests = 80,
                Stack = context =>
                {
                    var relay = new ReliableBroadcast(
                        context.Membership, Stacks.Perfect(context), Stacks.Window, awaitsConsumption: true);
                    var order = new CausalBroadcast(context.Membership, relay);
                    relays.Add(relay);
                    orders.Add(order);
                    return new Watches(order, () =>
                    {
                        keptMost = Math.Max(keptMost, relays.Max(watchedRelay => watchedRelay.Kept));
                        heldMost = Math.Max(heldMost, orders.Max(watchedOrder => watchedOrder.HeldBack));
                    });
                },
            };
            refused += watched.Run(seed).Refused;
        }

        Assert.InRange(keptMost, Stacks.Window, 3 * Stacks.Window);
        Assert.InRange(heldMost, 1, 3 * Stacks.Window);
        Assert.True(refused > 0, "no run reached a bound");
    }

    private static StackContext Context(int self = 0) => new(
        new Membership(new ReplicaId((byte)self), 3), new StableCells([], Ticket.Zero), new Incarnation(1));

    private static ILink Link(string name, int self = 0) => name switch
    {
        "Perfect" => Stacks.Perfect(Context(self)),
        "Fifo" => Stacks.Fifo(Context(self)),
        _ => Stacks.LoggedLink(Context(self)),
    };

    // The same link with a window twice as wide, which its peer does not share.
    private static ILink Wide(string name)
    {
        var context = Context();
        const int Window = 2 * Stacks.Window;
        var stubborn = Stacks.Stubborn(context, Stacks.FairLoss(context), Window);
        return name switch
        {
            "Logged" => new LoggedLink(context.Membership, stubborn, context.Cells, Window),
            "Fifo" => new FifoLink(
                context.Membership, new PerfectLink(context.Membership, stubborn, Window), Window),
            _ => new PerfectLink(context.Membership, stubborn, Window),
        };
    }

    private static void Send(ILink link, EffectRecorder recorder, int messages)
    {
        for (var message = 1; message <= messages; message++)
        {
            link.Step(new SendRequested(s_peer, new byte[message], (ulong)message), recorder);
        }
    }

    private static MonotonicTime AfterTick(ILayer layer, EffectRecorder recorder)
    {
        layer.Step(Tick(layer.NextDeadline), recorder);
        return layer.NextDeadline;
    }

    private static Tick Tick(MonotonicTime now) => new(now, default);
}
