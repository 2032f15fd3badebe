namespace Quorate.Tests.Journals;

public sealed class TornOrCorruptTests
{
    // architecture.md §4 and viewstamped.md A7, worked out by hand; every condition with and without evidence that it
    // was durable.
    [Theory]
    [InlineData(nameof(RecordCondition.Good), false, nameof(RecordVerdict.Accept))]
    [InlineData(nameof(RecordCondition.Good), true, nameof(RecordVerdict.Accept))]
    [InlineData(nameof(RecordCondition.Blank), false, nameof(RecordVerdict.End))]
    [InlineData(nameof(RecordCondition.Blank), true, nameof(RecordVerdict.Corrupt))]
    [InlineData(nameof(RecordCondition.Stale), false, nameof(RecordVerdict.End))]
    [InlineData(nameof(RecordCondition.Stale), true, nameof(RecordVerdict.Corrupt))]
    [InlineData(nameof(RecordCondition.Missing), false, nameof(RecordVerdict.End))]
    [InlineData(nameof(RecordCondition.Missing), true, nameof(RecordVerdict.Corrupt))]
    [InlineData(nameof(RecordCondition.CutOff), false, nameof(RecordVerdict.Corrupt))]
    [InlineData(nameof(RecordCondition.CutOff), true, nameof(RecordVerdict.Corrupt))]
    [InlineData(nameof(RecordCondition.Damaged), false, nameof(RecordVerdict.Torn))]
    [InlineData(nameof(RecordCondition.Damaged), true, nameof(RecordVerdict.Corrupt))]
    [InlineData(nameof(RecordCondition.IncompleteInstall), false, nameof(RecordVerdict.Torn))]
    [InlineData(nameof(RecordCondition.IncompleteInstall), true, nameof(RecordVerdict.Corrupt))]
    public void TheTableSaysSo(string condition, bool isCovered, string verdict) =>
        Assert.Equal(verdict, TornOrCorrupt.Decide(Enum.Parse<RecordCondition>(condition), isCovered).ToString());

    [Fact]
    public void TheTableIsComplete() => Assert.Equal(7, Enum.GetValues<RecordCondition>().Length);
}
