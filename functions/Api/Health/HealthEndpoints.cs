using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;

namespace TradingFunctions.Api.Health;

public static class HealthEndpoints
{
    private static readonly LivenessAnswer Alive = new("live", typeof(HealthEndpoints).Assembly.GetName().Version?.ToString(3) ?? "0");

    public static Task Live(HttpContext http) => Answer.Ok(http, Alive, ApiJson.Default.LivenessAnswer);

    /// <summary>503 until every part is ready.</summary>
    public static Task Ready(HttpContext http)
    {
        var readiness = http.RequestServices.GetRequiredService<IReadiness>();
        var parts = readiness.Parts();
        var ready = Array.TrueForAll(parts, p => p.Ready);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return Answer.Write(
            http,
            ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new ReadinessAnswer(ready ? "ready" : "starting", now, readiness.Mode, parts),
            ApiJson.Default.ReadinessAnswer);
    }
}
