using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Quorate.Clocks;

/// <summary>Puts the middleware before all that the application adds.</summary>
internal sealed class CausalTimeStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<CausalTimeMiddleware>();
        next(app);
    };
}
