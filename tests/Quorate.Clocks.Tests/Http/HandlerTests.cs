using Microsoft.Extensions.DependencyInjection;
using Quorate.Broadcast;

namespace Quorate.Clocks.Tests;

/// <summary>What a service's own HTTP clients do with times (clocks.md S1, S5).</summary>
public sealed class HandlerTests
{
    [Fact]
    public async Task EveryClientSendsTheTimeAndLearnsThatOfTheAnswer()
    {
        await using var server = await ClockedService.StartAsync(new ManualTime(ManualTime.Noon + 800));
        await using var client = await ClockedService.StartAsync(ManualTime.AtNoon);
        var before = client.Clock.Now();
        using var http = client.Services.GetRequiredService<IHttpClientFactory>().CreateClient("any");
        var sent = Read(await http.GetStringAsync(server.Address, TestContext.Current.CancellationToken));
        Assert.True(sent > before);
        Assert.Equal(1, server.Metrics.Count(Intake.Merged));
        Assert.Equal(1, client.Metrics.Count(Intake.Merged));
        Assert.Equal(ManualTime.Noon + 800, client.Clock.Last.Milliseconds);
        Assert.Equal(TimeSpan.FromMilliseconds(800), client.Clock.Ahead);
    }

    [Fact]
    public async Task ARequestSentAgainCarriesALaterTime()
    {
        var time = ManualTime.AtNoon;
        await using var server = await ClockedService.StartAsync(time);
        await using var client = await ClockedService.StartAsync(time);
        var carried = new List<string>();
        using var handler = client.Services.GetRequiredService<CausalTimeHandler>();
        handler.InnerHandler = new NotingHandler(carried);
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);
        using var first = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        using var second = invoker.Send(request, TestContext.Current.CancellationToken);
        Assert.Equal(2, carried.Count);
        Assert.True(Read(carried[0]) < Read(carried[1]));
        Assert.Equal(2, client.Metrics.Count(Intake.Absent));
    }

    [Fact]
    public async Task AnAnswerFromTheFutureIsHandedOnButNotBelieved()
    {
        await using var server = await ClockedService.StartAsync(new ManualTime(ManualTime.Noon + 60_000));
        await using var client = await ClockedService.StartAsync(ManualTime.AtNoon);
        using var http = client.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        Assert.NotEmpty(await http.GetStringAsync(server.Address, TestContext.Current.CancellationToken));
        Assert.Equal(ManualTime.Noon, client.Clock.Last.Milliseconds);
        Assert.Equal(1, client.Metrics.Count(Intake.TooFarAhead));
        var record = Assert.Single(client.Log.Of("Quorate.Clocks.CausalClock"));
        Assert.Contains("127.0.0.1 is 60.000 s ahead", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientsDoNotTellStrangersTheTimeUnlessTheyShall()
    {
        await using var server = await ClockedService.StartAsync(ManualTime.AtNoon);
        await using var client = await ClockedService.StartAsync(
            ManualTime.AtNoon, options => options.SendFromAllClients = false);
        using var http = client.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        Assert.Empty(await http.GetStringAsync(server.Address, TestContext.Current.CancellationToken));
    }

    private static HybridTimestamp Read(string value)
    {
        Assert.Equal(HeaderReading.Time, CausalTimeHeader.Read(value, out var time));
        return time;
    }

    private sealed class NotingHandler(List<string> carried) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            carried.Add(Assert.Single(request.Headers.GetValues(CausalTimeHeader.Name)));
            return new HttpResponseMessage();
        }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
