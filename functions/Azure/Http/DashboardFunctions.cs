using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using TradingFunctions.Api.Http;
using TradingFunctions.Dashboard;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Sessions;

namespace TradingFunctions.Azure.Http;

/// <summary>The page, and how it learns whether its key is the right one.</summary>
public sealed class DashboardFunctions(AdminGate admins, IConfiguration configuration)
{
    private readonly IReadOnlyList<string> liveOrigins = LiveOrigins.Of(configuration, LiveFunctions.Connection);

    // The Functions host takes the first route that fits: this one fits every path of one segment, and all others have two.
    [Function("DashboardHttp")]
    public async Task<IResult> Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{asset?}")] HttpRequest request)
    {
        await RequestGuard.Invoke(request.HttpContext, http => DashboardPages.Show(http, liveOrigins));
        return Results.Empty;
    }

    [Function("SessionHttp")]
    public async Task<IResult> Session([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/session")] HttpRequest request)
    {
        await KeySession.Show(request.HttpContext, admins.Check);
        return Results.Empty;
    }
}
