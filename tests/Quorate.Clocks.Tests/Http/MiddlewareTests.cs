using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quorate.Broadcast;

namespace Quorate.Clocks.Tests;

/// <summary>What a service does with the times of the requests that it gets (clocks.md S1–S4).</summary>
public sealed class MiddlewareTests : IDisposable
{
    private readonly HttpClient _stranger = new();

    public void Dispose() => _stranger.Dispose();

    [Fact]
    public async Task ARequestWithoutATimeIsServedAndAnsweredWithOne()
    {
        await using var service = await ClockedService.StartAsync(ManualTime.AtNoon);
        using var answer = await SendAsync(service);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(TimeOf(answer).Milliseconds == ManualTime.Noon);
        Assert.Equal(1, service.Metrics.Count(Intake.Absent));
    }

    [Fact]
    public async Task TheAnswerIsLaterThanARequestFromTheFuture()
    {
        await using var service = await ClockedService.StartAsync(ManualTime.AtNoon);
        var asked = new HybridTimestamp(ManualTime.Noon + 900, 7);
        using var answer = await SendAsync(service, CausalTimeHeader.Format(asked));
        Assert.True(TimeOf(answer) > asked);
        Assert.Equal(ManualTime.Noon + 900, TimeOf(answer).Milliseconds);
        Assert.Equal(1, service.Metrics.Count(Intake.Merged));
    }

    [Theory]
    [InlineData("2-0193a5d2f0c40003", (int)Intake.UnknownVersion, "has a version that is not known here")]
    [InlineData("tomorrow\"; drop", (int)Intake.Malformed, "'tomorrow???drop'")]
    public async Task WhatIsNoTimeIsCountedLoggedOnceAndServed(string value, int intake, string logged)
    {
        await using var service = await ClockedService.StartAsync(ManualTime.AtNoon);
        for (var request = 0; request < 3; request++)
        {
            using var answer = await SendAsync(service, value);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(3, service.Served);
        Assert.Equal(3, service.Metrics.Count((Intake)intake));
        var record = Assert.Single(service.Log.Of("Quorate.Clocks.CausalClock"));
        Assert.Contains(logged, record.Message, StringComparison.Ordinal);
        Assert.Contains("only counted", record.Message, StringComparison.Ordinal);
        Assert.NotNull(record.CausalTime);
    }

    [Fact]
    public async Task TwoTimesInOneRequestAreGarbage()
    {
        await using var service = await ClockedService.StartAsync(ManualTime.AtNoon);
        using var answer = await SendAsync(
            service,
            CausalTimeHeader.Format(new(ManualTime.Noon, 1)),
            CausalTimeHeader.Format(new(ManualTime.Noon, 2)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, service.Metrics.Count(Intake.Malformed));
    }

    [Fact]
    public async Task ATimeTooFarAheadIsRefusedWithWhatToCompare()
    {
        await using var service = await ClockedService.StartAsync(ManualTime.AtNoon);
        var future = CausalTimeHeader.Format(new HybridTimestamp(ManualTime.Noon + 12_345, 0));
        for (var request = 0; request < 2; request++)
        {
            using var answer = await SendAsync(service, future);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(
                "The time in Quorate-Time is 12.345 s ahead of this service's clock; at most 1.000 s is accepted. "
                + "Compare both machines' clocks.\n",
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(ManualTime.Noon, TimeOf(answer).Milliseconds);
        }

        Assert.Equal(0, service.Served);
        Assert.Equal(2, service.Metrics.Count(Intake.TooFarAhead));
        Assert.Equal(2, service.Clock.Refused);
        var record = Assert.Single(service.Log.Of("Quorate.Clocks.CausalClock"));
        Assert.Contains("12.345 s ahead of this machine's wall clock", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByPolicyATimeTooFarAheadIsServedButNotTakenOver()
    {
        await using var service = await ClockedService.StartAsync(ManualTime.AtNoon, options =>
        {
            options.MaxSkew = TimeSpan.FromSeconds(1);
            options.WhenCallerIsAhead = ClockAheadPolicy.ServeWithoutMerging;
        });
        using var answer = await SendAsync(service, CausalTimeHeader.Format(new(ManualTime.Noon + 1001, 0)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, service.Served);
        Assert.Equal(ManualTime.Noon, TimeOf(answer).Milliseconds);
        Assert.Equal(1, service.Metrics.Count(Intake.TooFarAhead));
    }

    [Fact]
    public async Task ARestartedServiceGoesOnWhereItsMarkStandsAlthoughItsWallClockWasSetBack()
    {
        var folder = Directory.CreateTempSubdirectory("quorate-service-").FullName;
        void Configure(CausalTimeOptions options) => options.MarkFile = Path.Combine(folder, "mark");
        HybridTimestamp before;
        await using (var service = await ClockedService.StartAsync(ManualTime.AtNoon, Configure))
        {
            using var answer = await SendAsync(service);
            before = TimeOf(answer);
        }

        var setBack = new ManualTime(ManualTime.Noon - 3_600_000);
        await using (var service = await ClockedService.StartAsync(setBack, Configure))
        {
            using var answer = await SendAsync(service);
            Assert.True(TimeOf(answer) > before);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task AServiceWhoseMarkCannotBeStoredAnswersThatItFailed()
    {
        using var file = new FileHighWaterMark(new SimulatedMedium { OperationsUntilPowerFails = 0 });
        await using var service = await ClockedService.StartAsync(
            ManualTime.AtNoon,
            configure: null,
            services => services.AddSingleton(provider => new CausalClock(
                ManualTime.AtNoon, provider.GetRequiredService<IOptions<CausalTimeOptions>>(), file)));
        using var answer = await SendAsync(service);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.False(answer.Headers.Contains(CausalTimeHeader.Name));
        var record = service.Log.Records.First(record => record.Level >= LogLevel.Error);
        Assert.Equal("unknown", record.CausalTime);
    }

    private static HybridTimestamp TimeOf(HttpResponseMessage answer)
    {
        var value = Assert.Single(answer.Headers.GetValues(CausalTimeHeader.Name));
        Assert.Equal(HeaderReading.Time, CausalTimeHeader.Read(value, out var time));
        return time;
    }

    private async Task<HttpResponseMessage> SendAsync(ClockedService service, params string[] times)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, service.Address);
        foreach (var time in times)
        {
            request.Headers.TryAddWithoutValidation(CausalTimeHeader.Name, time);
        }

        return await _stranger.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
