using System.Globalization;
using System.Text.RegularExpressions;
using CausalLogs;

namespace Quorate.Clocks.Tests;

/// <summary>The sample, run for real: two services over HTTP whose wall clocks disagree by seconds.</summary>
public sealed partial class CausalLogsTests
{
    private const int Orders = 5;
    private const int Steps = 5;

    [Theory]
    [InlineData(4)]
    [InlineData(-4)]
    public async Task TheMergedLogIsInCausalOrderAlthoughTheWallClocksDisagree(int secondsAhead)
    {
        var records = await Demonstration.RunAsync(Orders, TimeSpan.FromSeconds(secondsAhead));
        Assert.Equal(Orders * Steps, records.Count);
        Assert.Equal(2, records.Select(record => record.Service).Distinct().Count());
        var inOrder = Enumerable.Range(1, Orders)
            .SelectMany(order => Enumerable.Range(1, Steps).Select(step => (order, step))).ToList();

        // One customer who waits for each answer: all steps of all orders are one causal chain.
        Assert.Equal(inOrder, records.Order().Select(Step));
        Assert.NotEqual(inOrder, records.OrderBy(record => record.Wall).Select(Step));
    }

    private static (int Order, int Step) Step(LogRecord record)
    {
        var match = OrderAndStep().Match(record.Message);
        return (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
            int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^order (\d+), step (\d+): ")]
    private static partial Regex OrderAndStep();
}
