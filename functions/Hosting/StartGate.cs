using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Hosting;

/// <summary>Answers 503 until the books are open; health is answered from the first moment.</summary>
public sealed class StartGate(HostReadiness readiness)
{
    /// <param name="route">What is asked for; null for what is no route of the API.</param>
    public Task Invoke(HttpContext http, ApiRoute? route, RequestDelegate next)
    {
        if (readiness.IsOpen || route is not { Open: false })
        {
            return next(http);
        }

        http.Response.Headers.RetryAfter = "1";
        return Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "STARTING", "The host is starting; /api/health/ready says what it waits for.");
    }
}
