namespace Quorate.Broadcast.Tests;

public sealed class EntryStampTests
{
    [Fact]
    public void TheClockComesFirstAndTheSenderBreaksTies()
    {
        var stamps = new List<EntryStamp>
        {
            At(2, 0), At(1, 2), At(1, 1), At(10, 0),
        };

        stamps.Sort();

        Assert.Equal("(1,1) (1,2) (2,0) (10,0)", string.Join(' ', stamps));
        Assert.True(stamps[0] < stamps[1] && stamps[1] <= stamps[2] && stamps[3] > stamps[2] && stamps[3] >= stamps[3]);
    }

    private static EntryStamp At(ulong time, byte sender) => new(new LamportTimestamp(time), new ReplicaId(sender));
}
