using System.Buffers;
using Quorate.Hosting;

namespace EmbeddedCounter;

/// <summary>The web application: one replica of the counter, and two routes.</summary>
internal static class CounterApplication
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Builds the application; running it starts the replica.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddQuorate<Counter>(options => builder.Configuration.GetSection("Quorate").Bind(options));
        var app = builder.Build();
        app.MapPost("/increment", IncrementAsync);
        app.MapGet("/value", ValueAsync);
        app.MapHealthChecks("/health");
        return app;
    }

    private static async Task<IResult> IncrementAsync(IReplicatedService counter, CancellationToken stop)
    {
        var result = await counter.SubmitAsync(Counter.Encode(1), Timeout, stop);
        return result.Outcome == SubmitOutcome.Executed
            ? Results.Ok(Counter.Decode(result.Reply.Span))
            : Results.Problem($"The increment ended as {result.Outcome}.", statusCode: 503);
    }

    private static async Task<IResult> ValueAsync(IReplicatedService counter, CancellationToken stop)
    {
        if (await counter.ReadAsync(Timeout, stop) is not { } snapshot)
        {
            return Results.Problem("No majority of the replicas answered in time.", statusCode: 503);
        }

        var reply = new ArrayBufferWriter<byte>();
        snapshot.State.Query([], reply);
        return Results.Ok(Counter.Decode(reply.WrittenSpan));
    }
}
