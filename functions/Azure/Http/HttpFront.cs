using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Routing;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Hosting;

namespace TradingFunctions.Azure.Http;

/// <summary>Answers a request as the embedded host does. The Functions host has checked the key.</summary>
public sealed class HttpFront(StartGate start, AdminGate admins, BoundOrchestrationClient orchestrations, RequestLog log)
{
    /// <returns>Nothing to add: the route has written the answer.</returns>
    public async Task<IResult> Answer(ApiRoute route, HttpRequest request, DurableTaskClient client)
    {
        orchestrations.Use(client);
        await log.Invoke(request.HttpContext, route.Pattern, http => Answer(route, http));
        return Results.Empty;
    }

    private async Task Answer(ApiRoute route, HttpContext http)
    {
        if (await admins.Allows(http, route))
        {
            await start.Invoke(http, route, route.Invoke);
        }
    }
}
