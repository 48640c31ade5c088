using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;
using TradingFunctions.Local.Hosting;

namespace TradingFunctions.Local.Serve;

/// <summary>Answers 503 until the books are open; health is answered from the first moment.</summary>
internal sealed class StartGate(HostReadiness readiness)
{
    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (readiness.IsOpen || http.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is not { Open: false })
        {
            return next(http);
        }

        http.Response.Headers.RetryAfter = "1";
        return Problems.Write(http, StatusCodes.Status503ServiceUnavailable, "STARTING", "The host is starting; /api/health/ready says what it waits for.");
    }
}
