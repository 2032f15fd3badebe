namespace Quorate.Tests;

public sealed class QuorumTests
{
    // Members, crash faults and quorum, Byzantine faults and quorum: the formulas worked out by
    // hand.
    [Theory]
    [InlineData(1, 0, 1, 0, 1)]
    [InlineData(2, 0, 2, 0, 2)]
    [InlineData(3, 1, 2, 0, 2)]
    [InlineData(4, 1, 3, 1, 3)]
    [InlineData(5, 2, 3, 1, 4)]
    [InlineData(6, 2, 4, 1, 4)]
    [InlineData(7, 3, 4, 2, 5)]
    [InlineData(8, 3, 5, 2, 6)]
    [InlineData(9, 4, 5, 2, 6)]
    [InlineData(10, 4, 6, 3, 7)]
    public void SizesFollowTheFormulas(int members, int crashFaults, int crash, int byzantineFaults, int byzantine)
    {
        Assert.Equal(crashFaults, Quorum.CrashFaultsMax(members));
        Assert.Equal(crash, Quorum.Crash(members));
        Assert.Equal(byzantineFaults, Quorum.ByzantineFaultsMax(members));
        Assert.Equal(byzantine, Quorum.Byzantine(members));
    }

    [Fact]
    public void AnyTwoQuorumsIntersectWhereTheyMust()
    {
        for (var members = 1; members <= 10; members++)
        {
            Assert.True(2 * Quorum.Crash(members) > members);
            Assert.True(Quorum.Crash(members) <= members - Quorum.CrashFaultsMax(members));
            Assert.True((2 * Quorum.Byzantine(members)) - members > Quorum.ByzantineFaultsMax(members));
            Assert.True(Quorum.Byzantine(members) <= members - Quorum.ByzantineFaultsMax(members));
        }
    }
}
