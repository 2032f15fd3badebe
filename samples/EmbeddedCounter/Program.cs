using System.Buffers;
using EmbeddedCounter;
using Quorate.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddQuorate<Counter>(options => builder.Configuration.GetSection("Quorate").Bind(options));
var app = builder.Build();
var timeout = TimeSpan.FromSeconds(5);

app.MapPost("/increment", async (IReplicatedService counter, CancellationToken stop) =>
{
    var result = await counter.SubmitAsync(Counter.Encode(1), timeout, stop);
    return result.Outcome == SubmitOutcome.Executed
        ? Results.Ok(Counter.Decode(result.Reply.Span))
        : Results.Problem($"The increment ended as {result.Outcome}.", statusCode: 503);
});

app.MapGet("/value", async (IReplicatedService counter, CancellationToken stop) =>
{
    if (await counter.ReadAsync(timeout, stop) is not { } snapshot)
    {
        return Results.Problem("No majority of the replicas answered in time.", statusCode: 503);
    }

    var reply = new ArrayBufferWriter<byte>();
    snapshot.State.Query([], reply);
    return Results.Ok(Counter.Decode(reply.WrittenSpan));
});

app.MapHealthChecks("/health");
app.Run();
