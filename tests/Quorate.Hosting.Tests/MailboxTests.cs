namespace Quorate.Hosting.Tests;

public sealed class MailboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void ReceiverTakesEverythingThatWaitsInOrder()
    {
        using var mailbox = new Mailbox<int>(Parkers.Create());
        mailbox.Post(1);
        mailbox.PostAll([2, 3]);

        Assert.Equal([1, 2, 3], mailbox.Take([], Patience));
        Assert.Empty(mailbox.Take([], TimeSpan.Zero));
    }

    [Fact]
    public void WakeThatComesEarlyEndsTheNextWait()
    {
        using var mailbox = new Mailbox<int>(Parkers.Create());
        mailbox.Wake();

        Assert.Empty(mailbox.Take([], Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void ClosedMailboxRefusesAndReturnsWhatWasLeft()
    {
        using var mailbox = new Mailbox<int>(Parkers.Create());
        Assert.True(mailbox.Post(1));

        Assert.Equal([1], mailbox.Close());
        Assert.False(mailbox.Post(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NoItemOfManyPostersIsLostOrSleptThrough(bool usesPoll)
    {
        const int posters = 4;
        const int itemsEach = 20_000;
        using var mailbox = new Mailbox<int>(usesPoll ? Parkers.Create() : new SemaphoreParker());

        var posting = Enumerable.Range(0, posters).Select(poster => Task.Run(() =>
        {
            for (var item = 0; item < itemsEach; item++)
            {
                mailbox.Post((poster * itemsEach) + item);
            }
        }));
        var all = Task.WhenAll(posting);
        var received = new List<int>();
        while (received.Count < posters * itemsEach)
        {
            var taken = mailbox.Take([], Patience);
            Assert.True(taken.Count > 0, "a wake-up was lost: the receiver slept while items waited");
            received.AddRange(taken);
        }

        await all;
        for (var poster = 0; poster < posters; poster++)
        {
            var mine = received.Where(item => item / itemsEach == poster).ToList();
            Assert.Equal(mine.Order(), mine);
            Assert.Equal(itemsEach, mine.Count);
        }
    }
}
