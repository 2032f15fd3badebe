namespace Quorate.Tests;

public sealed class HeldSendsTests
{
    private readonly HeldSends _sends = new();
    private readonly Sink _sink = new();

    [Fact]
    public void AMessageThatPromisesNothingLeavesAtOnce()
    {
        Send(1, ticket: 0, generation: 0);
        Assert.Equal([1], _sink.Released);
        Assert.Equal(0, _sends.Count);
    }

    [Fact]
    public void APromiseWaitsForItsTicketAndNoLonger()
    {
        Send(1, ticket: 5, generation: 0);
        Send(2, ticket: 7, generation: 0);
        Send(3, ticket: 6, generation: 0);
        _sends.Release(new Ticket(4), _sink);
        Assert.Empty(_sink.Released);
        _sends.Release(new Ticket(6), _sink);
        Assert.Equal([1, 3], _sink.Released);
        Send(4, ticket: 6, generation: 0);
        Assert.Equal([1, 3, 4], _sink.Released);
        _sends.Release(new Ticket(7), _sink);
        Assert.Equal([1, 3, 4, 2], _sink.Released);
    }

    [Fact]
    public void APromiseNeverOvertakesAFence()
    {
        Send(1, ticket: 5, generation: 1);
        Send(2, ticket: 5, generation: 2);
        _sends.DropBelow(new Generation(2));
        _sends.Release(new Ticket(9), _sink);
        Assert.Equal([2], _sink.Released);
        Send(3, ticket: 0, generation: 1);
        Assert.Equal([2], _sink.Released);
        Assert.Equal(2, _sends.Fenced);
    }

    [Fact]
    public void AStaleCompletionReleasesNothingMore()
    {
        _sends.Release(new Ticket(9), _sink);
        _sends.Release(new Ticket(3), _sink);
        Assert.Equal(new Ticket(9), _sends.Persisted);
        Send(1, ticket: 9, generation: 0);
        Assert.Equal([1], _sink.Released);
    }

    [Fact]
    public void HoldingAndReleasingAllocatesNothingOnceItHasGrown()
    {
        var message = new Numbered(1) { View = ViewNumber.Zero };
        for (var round = 0; round < 100; round++)
        {
            _sends.Send(default, message, new Ticket((ulong)round + 1), Generation.Zero, _sink);
        }

        _sends.Release(new Ticket(100), _sink);
        _sink.Released.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var ticket = 101UL; ticket <= 150; ticket++)
        {
            _sends.Send(default, message, new Ticket(ticket), Generation.Zero, _sink);
            _sends.Release(new Ticket(ticket), _sink);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(50, _sink.Released.Count);
    }

    private void Send(int number, ulong ticket, ulong generation) =>
        _sends.Send(
            new ReplicaId(1),
            new Numbered(number) { View = ViewNumber.Zero },
            new Ticket(ticket),
            new Generation(generation),
            _sink);

    private sealed class Sink : IReleasedSends
    {
        public List<int> Released { get; } = new(128);

        public void Release(ReplicaId to, Message message) => Released.Add(((Numbered)message).Number);
    }

    private sealed class Numbered(int number) : Message
    {
        public int Number { get; } = number;

        public override byte Kind => 1;

        public override int PayloadLength => 0;

        public override void WritePayload(ref SpanWriter writer)
        {
        }
    }
}
