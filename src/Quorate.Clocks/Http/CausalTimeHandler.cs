using Microsoft.Extensions.Primitives;

namespace Quorate.Clocks;

/// <summary>
/// Puts the time of sending on each request of an <see cref="HttpClient"/>, and takes over the time of its response. A
/// response is always handed on: the request was served, whatever its clock says (clocks.md S5).
/// </summary>
public sealed class CausalTimeHandler : DelegatingHandler
{
    private readonly CausalClock _clock;
    private readonly TimeIntake _intake;

    internal CausalTimeHandler(CausalClock clock, TimeIntake intake)
    {
        _clock = clock;
        _intake = intake;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Stamp(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Take(request, response);
        return response;
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Stamp(request);
        var response = base.Send(request, cancellationToken);
        Take(request, response);
        return response;
    }

    // A request that is sent again is another event: its old time is replaced.
    private void Stamp(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Remove(CausalTimeHeader.Name);
        request.Headers.TryAddWithoutValidation(CausalTimeHeader.Name, CausalTimeHeader.Format(_clock.Now()));
    }

    private void Take(HttpRequestMessage request, HttpResponseMessage response)
    {
        var values = response.Headers.NonValidated.TryGetValues(CausalTimeHeader.Name, out var found)
            ? new StringValues([.. found])
            : StringValues.Empty;
        _intake.Accept(values, request.RequestUri?.Host ?? "a server", out _);
    }
}
