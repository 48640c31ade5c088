using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Hosting;

namespace TradingFunctions.Azure.Http;

/// <summary>Answers a request as the embedded host does. The Functions host has checked the key.</summary>
public sealed class HttpFront(StartGate start, AdminGate admins, BoundOrchestrationClient orchestrations)
{
    /// <returns>Nothing to add: the route has written the answer.</returns>
    public async Task<IResult> Answer(ApiRoute route, HttpRequest request, DurableTaskClient client)
    {
        orchestrations.Use(client);
        if (await admins.Allows(request.HttpContext, route))
        {
            await start.Invoke(request.HttpContext, route, route.Invoke);
        }

        return Results.Empty;
    }
}
