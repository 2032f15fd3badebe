namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Bytes from the network are untrusted: whatever they are, a stack drops them or goes on.</summary>
public sealed class InputTests
{
    private static readonly ReplicaId s_peer = new(1);

    public static TheoryData<string> Cases() => [.. StackCases.All.Keys];

    // Noise, cut frames, and frames of a peer with some bytes altered.
    [Theory]
    [MemberData(nameof(Cases))]
    public void NoBytesMakeAStackFail(string name)
    {
        var prng = new Prng(1);
        var (sender, receiver) = (Stack(name, 1), Stack(name, 0));
        var (frames, effects) = (new EffectRecorder(), new EffectRecorder());
        sender.Step(StackStarted.Instance, frames);
        receiver.Step(StackStarted.Instance, effects);
        for (var message = 0; message < 3; message++)
        {
            ReplicaEvent request = StackCases.All[name].IsLink
                ? new SendRequested(new ReplicaId(0), new byte[9], (ulong)message + 1)
                : new BroadcastRequested(new byte[9]);
            sender.Step(request, frames);
        }

        for (var round = 0; round < 3000; round++)
        {
            var frame = prng.Chance(0.1) ? Noise(prng) : frames.Sent[prng.Below(frames.Sent.Count)].Frame.ToArray();
            for (var altered = prng.Below(4); altered > 0 && frame.Length > 0; altered--)
            {
                frame[prng.Below(frame.Length)] = (byte)prng.Next();
            }

            var cut = prng.Chance(0.2) ? prng.Below(frame.Length + 1) : frame.Length;
            receiver.Step(new FrameReceived(s_peer, frame.AsMemory(0, cut)), effects);
        }
    }

    [Fact]
    public void AnAcknowledgementOfWhatWasNeverSentIsDropped()
    {
        var effects = new EffectRecorder();
        var acknowledgement = new byte[] { 2, 5, 0, 0, 0, 0, 0, 0, 0 };
        foreach (var name in new[] { "Perfect", "Logged" })
        {
            Stack(name, 0).Step(new FrameReceived(s_peer, acknowledgement), effects);
        }

        Assert.Equal([LayerDrop.Malformed, LayerDrop.Malformed], effects.Drops);
    }

    [Fact]
    public void ATimeFarInTheFutureDoesNotReachTheTotalOrdersClock()
    {
        var effects = new EffectRecorder();
        var membership = new Membership(new ReplicaId(0), 2);
        var order = new TotalOrderBroadcast(
            membership, new FairLossLink(membership), StableCells.Volatile(), Stacks.Interval);
        var poison = new TotalOrderFrame(false, new LamportTimestamp(1UL << 63), default, new byte[1]).Encode();
        order.Step(new FrameReceived(s_peer, poison), effects);
        Assert.Equal([LayerDrop.ClockTooFarAhead], effects.Drops);
        Assert.Equal(0, order.HeldBack);
    }

    private static byte[] Noise(Prng prng)
    {
        var bytes = new byte[prng.Below(64)];
        for (var place = 0; place < bytes.Length; place++)
        {
            bytes[place] = (byte)prng.Next();
        }

        return bytes;
    }

    private static ILayer Stack(string name, byte self) => StackCases.All[name].Stack(new Simulation.StackContext(
        new Membership(new ReplicaId(self), StackCases.All[name].Members),
        new StableCells([], Ticket.Zero),
        new Incarnation(1)));
}
