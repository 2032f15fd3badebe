namespace Quorate.Hosting.Tests;

public sealed class ExecutionSliceTests
{
    [Fact]
    public void SlowItemsMakeSmallSlices()
    {
        var slice = new ExecutionSlice();
        for (var run = 0; run < 10; run++)
        {
            slice.Note(TimeSpan.FromMilliseconds(100), hasWork: true);
        }

        Assert.Equal(ExecutionSlice.ItemsMin, slice.Items);
    }

    [Fact]
    public void FastItemsMakeLargeSlicesOnlyWhileWorkIsLeft()
    {
        var slice = new ExecutionSlice();
        var first = slice.Items;
        slice.Note(TimeSpan.Zero, hasWork: false);
        Assert.Equal(first, slice.Items);
        for (var run = 0; run < 10; run++)
        {
            slice.Note(TimeSpan.Zero, hasWork: true);
        }

        Assert.Equal(ExecutionSlice.ItemsMax, slice.Items);
    }
}
