using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Quorate.Clocks.Tests;

/// <summary>Every record that is written carries a time of its own (clocks.md S6).</summary>
public sealed class StampedLogTests
{
    private static readonly Action<ILogger, string, Exception?> s_said =
        LoggerMessage.Define<string>(LogLevel.Information, new EventId(1), "{Text}");

    [Fact]
    public void RecordsCarryTimesThatRise()
    {
        var log = new CapturingProvider();
        using var services = Services(log);
        var logger = services.GetRequiredService<ILogger<StampedLogTests>>();
        s_said(logger, "first", null);
        s_said(logger, "second", null);
        Assert.Equal(
            ["2027-01-15T08:00:00.000Z+00000", "2027-01-15T08:00:00.000Z+00001"],
            log.Records.Select(record => record.CausalTime));
    }

    [Fact]
    public void AllProvidersGetTheSameTime()
    {
        var (one, other) = (new CapturingProvider(), new CapturingProvider());
        using var services = Services(one, other);
        s_said(services.GetRequiredService<ILogger<StampedLogTests>>(), "text", null);
        Assert.Equal(one.Records.Single().CausalTime, other.Records.Single().CausalTime);
    }

    [Fact]
    public void ScopesOfTheApplicationStay()
    {
        var log = new CapturingProvider();
        using var services = Services(log);
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("mine");
        using (logger.BeginScope(new Dictionary<string, object?> { ["Order"] = 7 }))
        {
            s_said(logger, "inside", null);
        }

        s_said(logger, "outside", null);
        Assert.Equal(["Order", "CausalTime"], log.Records[0].Scopes.Select(scope => scope.Key));
        Assert.Equal(["CausalTime"], log.Records[1].Scopes.Select(scope => scope.Key));
    }

    [Fact]
    public void RecordsThatAreNotWrittenAreNoEvents()
    {
        var log = new CapturingProvider();
        using var services = Services(log);
        var logger = services.GetRequiredService<ILogger<StampedLogTests>>();
        var before = services.GetRequiredService<CausalClock>().Last;
        logger.Log(LogLevel.Trace, new EventId(1), "text", null, (text, _) => text);
        Assert.Empty(log.Records);
        Assert.Equal(before, services.GetRequiredService<CausalClock>().Last);
    }

    [Fact]
    public void StampsCanBeLeftOut()
    {
        var log = new CapturingProvider();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log))
            .AddCausalTime(options => options.StampLogs = false)
            .BuildServiceProvider();
        s_said(services.GetRequiredService<ILogger<StampedLogTests>>(), "text", null);
        Assert.Empty(log.Records.Single().Scopes);
    }

    [Fact]
    public void AFactoryOfTheApplicationIsKept()
    {
        var log = new CapturingProvider();
        using var own = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var services = new ServiceCollection()
            .AddSingleton(own)
            .AddSingleton<TimeProvider>(ManualTime.AtNoon)
            .AddCausalTime()
            .BuildServiceProvider();
        s_said(services.GetRequiredService<ILogger<StampedLogTests>>(), "text", null);
        Assert.NotNull(log.Records.Single().CausalTime);
    }

    [Fact]
    public void ARecordOutlivesAMarkThatCannotBeStored()
    {
        var medium = new SimulatedMedium { OperationsUntilPowerFails = 0 };
        using var file = new FileHighWaterMark(medium);
        using var clock = new CausalClock(ManualTime.AtNoon, Options.Create(new CausalTimeOptions()), file);
        var log = new CapturingProvider();
        using var inner = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var stamping = new StampingLoggerFactory(inner, clock);
        s_said(stamping.CreateLogger("mine"), "text", null);
        Assert.Equal("unknown", log.Records.Single().CausalTime);
        Assert.Throws<HighWaterMarkException>(() => clock.Now());
    }

    [Fact]
    public void CountsAndDistanceAreMetrics()
    {
        using var services = Services(new CapturingProvider());
        services.GetRequiredService<ClockMetrics>().Received(Intake.Malformed);
        services.GetRequiredService<CausalClock>().Merge(new(ManualTime.Noon + 250, 0));
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Quorate.Clocks"
                && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            seen.Add($"{instrument.Name} {tags[0].Value} {value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
            seen.Add($"{instrument.Name} {value}"));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Contains("quorate.clock.received malformed 1", seen);
        Assert.Contains("quorate.clock.received merged 0", seen);
        Assert.Contains("quorate.clock.ahead 0.25", seen);
    }

    private static ServiceProvider Services(params CapturingProvider[] logs)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            foreach (var log in logs)
            {
                logging.AddProvider(log);
            }
        });
        return services.AddSingleton<TimeProvider>(ManualTime.AtNoon).AddCausalTime().BuildServiceProvider();
    }
}
