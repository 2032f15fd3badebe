namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>What an authenticated link lets in, case by case (broadcasts.md N1 to N4).</summary>
public sealed class AuthenticatedLinkTests
{
    private static readonly ReplicaId s_a = new(0);
    private static readonly ReplicaId s_b = new(1);

    private readonly EffectRecorder _atA = new();
    private readonly EffectRecorder _atB = new();

    [Fact]
    public void AfterHellosAMessagePasses()
    {
        var (a, b) = (Link(s_a), Link(s_b));
        var frame = Greeted(a, b);
        b.Step(new FrameReceived(s_a, frame), _atB);
        Assert.Equal([5, 6], Assert.Single(_atB.Delivered).Payload.ToArray());
        Assert.Empty(_atB.Drops);
    }

    [Fact]
    public void TheFirstMessageBecomesAHelloWhichDeliversNothing()
    {
        var (a, b) = (Link(s_a), Link(s_b));
        a.Step(new SendRequested(s_b, new byte[] { 5, 6 }), _atA);
        Assert.Equal([LayerDrop.NoSession], _atA.Drops);
        b.Step(new FrameReceived(s_a, Assert.Single(_atA.Sent).Frame), _atB);
        Assert.Empty(_atB.Delivered);
        Assert.Single(_atB.Sent);
    }

    [Fact]
    public void AFrameThatComesAgainIsRefused()
    {
        var (a, b) = (Link(s_a), Link(s_b));
        var frame = Greeted(a, b);
        b.Step(new FrameReceived(s_a, frame), _atB);
        b.Step(new FrameReceived(s_a, frame), _atB);
        Assert.Single(_atB.Delivered);
        Assert.Equal([LayerDrop.Replayed], _atB.Drops);
    }

    [Fact]
    public void ACounterThatIsTooOldIsRefused()
    {
        var (a, b) = (Link(s_a, window: 4), Link(s_b, window: 4));
        var first = Greeted(a, b);
        ReadOnlyMemory<byte>[] later = [.. Enumerable.Range(0, 4).Select(_ => Send(a))];
        b.Step(new FrameReceived(s_a, later[3]), _atB);
        b.Step(new FrameReceived(s_a, first), _atB);
        Assert.Equal([LayerDrop.Replayed], _atB.Drops);
        b.Step(new FrameReceived(s_a, later[0]), _atB);
        Assert.Equal(2, _atB.Delivered.Count);
    }

    [Fact]
    public void EveryAlteredByteIsNoticed()
    {
        var (a, b) = (Link(s_a), Link(s_b));
        var frame = Greeted(a, b).ToArray();
        for (var place = 0; place < frame.Length; place++)
        {
            frame[place] ^= 1;
            b.Step(new FrameReceived(s_a, (byte[])frame.Clone()), _atB);
            frame[place] ^= 1;
        }

        Assert.Equal(frame.Length, _atB.Drops.Count(drop => drop == LayerDrop.Forged));
        Assert.Empty(_atB.Delivered);
    }

    [Fact]
    public void AFrameInAnotherNameOrBackToItsSenderIsForged()
    {
        var (a, b) = (Link(s_a), Link(s_b));
        var frame = Greeted(a, b);
        b.Step(new FrameReceived(new ReplicaId(2), frame), _atB);
        a.Step(new FrameReceived(s_b, frame), _atA);
        Assert.Equal([LayerDrop.Forged], _atB.Drops);
        Assert.Equal(LayerDrop.Forged, _atA.Drops[^1]);
    }

    [Fact]
    public void AFrameOfAnotherClusterOrEpochIsForged()
    {
        var (a, b) = (Link(s_a), Link(s_b));
        var frame = Greeted(a, b);
        Link(s_b, cluster: 8).Step(new FrameReceived(s_a, frame), _atB);
        Link(s_b, epoch: 1).Step(new FrameReceived(s_a, frame), _atB);
        Assert.Equal([LayerDrop.Forged, LayerDrop.Forged], _atB.Drops);
    }

    [Fact]
    public void AFrameRecordedBeforeTheReceiverRestartedIsStale()
    {
        var frame = Greeted(Link(s_a), Link(s_b));
        var restarted = Link(s_b, session: 2);
        restarted.Step(new FrameReceived(s_a, frame), _atB);
        Assert.Equal([LayerDrop.StaleSession], _atB.Drops);
        Assert.Empty(_atB.Delivered);
    }

    [Fact]
    public void AFrameOfAnEarlierLifeOfTheSenderIsStale()
    {
        var b = Link(s_b);
        var old = Greeted(Link(s_a), b);
        var frame = Greeted(Link(s_a, session: 2), b);
        b.Step(new FrameReceived(s_a, frame), _atB);
        b.Step(new FrameReceived(s_a, old), _atB);
        Assert.Single(_atB.Delivered);
        Assert.Equal([LayerDrop.StaleSession], _atB.Drops);
    }

    [Fact]
    public void AKeyThatIsTooShortIsRefused() =>
        Assert.Throws<ArgumentException>(() => new HmacAuthenticator([new byte[HmacAuthenticator.KeyLengthMin - 1]]));

    private static AuthenticatedLink Link(
        ReplicaId self, ulong session = 1, uint epoch = 0, int cluster = 7, int window = 64)
    {
        var membership = new Membership(self, 3);
        return new AuthenticatedLink(
            membership,
            new FairLossLink(membership),
            Stacks.Keys(membership),
            new ClusterId((UInt128)cluster),
            new Epoch(epoch),
            new Incarnation(session),
            window);
    }

    // Lets the two learn each other's sessions, and gives a frame of a to b that carries 5, 6.
    private ReadOnlyMemory<byte> Greeted(AuthenticatedLink a, AuthenticatedLink b)
    {
        a.Step(new SendRequested(s_b, new byte[1]), _atA);
        b.Step(new FrameReceived(s_a, _atA.Sent[^1].Frame), _atB);
        a.Step(new FrameReceived(s_b, _atB.Sent[^1].Frame), _atA);
        var frame = Send(a);
        _atB.Drops.Clear();
        return frame;
    }

    private ReadOnlyMemory<byte> Send(AuthenticatedLink a)
    {
        a.Step(new SendRequested(s_b, new byte[] { 5, 6 }), _atA);
        return _atA.Sent[^1].Frame;
    }
}
