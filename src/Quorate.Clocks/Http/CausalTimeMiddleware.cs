using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Quorate.Clocks;

/// <summary>
/// Takes over the time of each request before anything else sees it, and puts the time of sending on each response
/// (clocks.md S1, S4).
/// </summary>
internal sealed class CausalTimeMiddleware(
    RequestDelegate next, CausalClock clock, TimeIntake intake, IOptions<CausalTimeOptions> options)
{
    private readonly Func<object, Task> _stamp = response =>
    {
        ((HttpResponse)response).Headers[CausalTimeHeader.Name] = CausalTimeHeader.Format(clock.Now());
        return Task.CompletedTask;
    };

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(_stamp, context.Response);
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "a caller";
        var outcome = intake.Accept(context.Request.Headers[CausalTimeHeader.Name], from, out var ahead);
        return outcome == Intake.TooFarAhead && options.Value.WhenCallerIsAhead == ClockAheadPolicy.Refuse
            ? RefuseAsync(context, ahead)
            : next(context);
    }

    private Task RefuseAsync(HttpContext context, TimeSpan ahead)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The time in {CausalTimeHeader.Name} is {ahead.TotalSeconds:F3} s ahead of this service's clock; at "
                + $"most {options.Value.MaxSkew.TotalSeconds:F3} s is accepted. Compare both machines' clocks.\n"),
            context.RequestAborted);
    }
}
