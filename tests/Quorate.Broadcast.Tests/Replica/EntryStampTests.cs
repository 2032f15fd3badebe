namespace Quorate.Broadcast.Tests;

public sealed class EntryStampTests
{
    [Fact]
    public void TheClockComesFirstAndTheSenderBreaksTies()
    {
        var stamps = new List<EntryStamp>
        {
            new(2, new ReplicaId(0)), new(1, new ReplicaId(2)), new(1, new ReplicaId(1)), new(10, new ReplicaId(0)),
        };

        stamps.Sort();

        Assert.Equal("(1,1) (1,2) (2,0) (10,0)", string.Join(' ', stamps));
        Assert.True(stamps[0] < stamps[1] && stamps[1] <= stamps[2] && stamps[3] > stamps[2] && stamps[3] >= stamps[3]);
    }
}
