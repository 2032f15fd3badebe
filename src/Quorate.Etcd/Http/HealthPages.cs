using System.Text;
using Microsoft.AspNetCore.Http;

namespace Quorate.Etcd.Http;

/// <summary>
/// The pages that watchdogs ask: /health as etcd has always had it, /livez and /readyz as since 3.5.11.
/// </summary>
internal sealed class HealthPages(EtcdContext context)
{
    private static readonly string[] LivenessChecks = ["serializable_read"];
    private static readonly string[] ReadinessChecks = ["serializable_read", "linearizable_read"];

    /// <summary>Answers when the path is one of these pages.</summary>
    public Task? Find(HttpContext http, string path)
    {
        if (path == "/health")
        {
            return HealthAsync(http);
        }

        return Checks(path, "/livez", LivenessChecks) is { } live ? ChecksAsync(http, "livez", live)
            : Checks(path, "/readyz", ReadinessChecks) is { } ready ? ChecksAsync(http, "readyz", ready)
            : null;
    }

    // "/readyz" runs all checks, "/readyz/linearizable_read" one.
    private static string[]? Checks(string path, string page, string[] checks)
    {
        if (path == page)
        {
            return checks;
        }

        return path.StartsWith(page + "/", StringComparison.Ordinal) && checks.Contains(path[(page.Length + 1)..])
            ? [path[(page.Length + 1)..]]
            : null;
    }

    private async Task HealthAsync(HttpContext http)
    {
        var isLocal = http.Request.Query["serializable"] == "true";
        var failure = isLocal ? Check("serializable_read")
            : context.Service.Stall is { } stall ? stall.ToString()
            : !context.HasLeader ? "RAFT NO LEADER"
            : await CheckAsync("linearizable_read").ConfigureAwait(false);
        http.Response.StatusCode = failure is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var health = failure is null ? "true" : "false";
        await Pages.WriteAsync(http, "application/json", $"{{\"health\":\"{health}\",\"reason\":\"{failure}\"}}")
            .ConfigureAwait(false);
    }

    private async Task ChecksAsync(HttpContext http, string page, string[] checks)
    {
        var excluded = http.Request.Query["exclude"];
        var report = new StringBuilder();
        var isHealthy = true;
        foreach (var check in checks.Except(excluded, StringComparer.Ordinal))
        {
            var failure = await CheckAsync(check!).ConfigureAwait(false);
            isHealthy &= failure is null;
            report.Append(failure is null ? $"[+]{check} ok\n" : $"[-]{check} failed: {failure}\n");
        }

        var isVerbose = http.Request.Query.ContainsKey("verbose");
        var text = !isHealthy ? $"{report}{page} check failed\n"
            : isVerbose ? $"{report}{page} check passed\n"
            : "ok\n";
        http.Response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await Pages.WriteAsync(http, "text/plain; charset=utf-8", text).ConfigureAwait(false);
    }

    private async ValueTask<string?> CheckAsync(string check)
    {
        if (check != "linearizable_read")
        {
            return Check(check);
        }

        if (context.Service.Stall is { } stall)
        {
            // Known already: whoever asks need not wait for a time-out to hear it.
            return stall.ToString();
        }

        var timeout = context.Options.RequestTimeout;
        var state = await context.Service.ReadAsync(timeout, CancellationToken.None).ConfigureAwait(false);
        return state is null
            ? EtcdErrors.WithStall(EtcdErrors.RequestTimedOut, context.Service.Stall).Message
            : null;
    }

    private string? Check(string check)
    {
        Contract.Assert(check == "serializable_read", "a check without a round to the others");
        return context.Service.Status.Status == ReplicaStatus.Stopped ? EtcdErrors.ServerStopped.Message : null;
    }
}
