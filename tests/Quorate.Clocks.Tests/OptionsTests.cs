using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Quorate.Clocks.Tests;

/// <summary>Wrong options stop the start, and the message says what to do.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void TheUsualOptionsAreSound() =>
        Assert.True(new CausalTimeOptionsValidator().Validate(null, new CausalTimeOptions()).Succeeded);

    [Fact]
    public void AllProblemsAreNamedAtOnce()
    {
        var options = new CausalTimeOptions
        {
            MaxSkew = TimeSpan.Zero,
            MarkFile = " ",
            MarkBlock = TimeSpan.FromHours(1),
            WhenCallerIsAhead = (ClockAheadPolicy)9,
        };
        var failures = new CausalTimeOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(4, failures.Count);
        Assert.Contains("1 ms to 1 day", failures[0], StringComparison.Ordinal);
        Assert.Contains("name one for this process", failures[1], StringComparison.Ordinal);
        Assert.Contains("half of MaxSkew", failures[2], StringComparison.Ordinal);
        Assert.Contains("use Refuse or ServeWithoutMerging", failures[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 30, true)]
    [InlineData(60, 31, false)]
    public void ARestartStaysWithinWhatOthersAccept(int skewSeconds, int blockSeconds, bool isSound) => Assert.Equal(
        isSound,
        new CausalTimeOptionsValidator().Validate(null, new CausalTimeOptions
        {
            MaxSkew = TimeSpan.FromSeconds(skewSeconds),
            MarkBlock = TimeSpan.FromSeconds(blockSeconds),
            MarkFile = "mark",
        }).Succeeded);

    [Fact]
    public async Task AServiceWithWrongOptionsDoesNotStart()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ClockedService.StartAsync(
            ManualTime.AtNoon, options => options.MaxSkew = TimeSpan.FromDays(2)));
        Assert.Contains("MaxSkew is 2.00:00:00", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AServiceHasOneClock()
    {
        var services = new ServiceCollection().AddCausalTime();
        Assert.Throws<InvalidOperationException>(() => services.AddCausalTime());
    }
}
