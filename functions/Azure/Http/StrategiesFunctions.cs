using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class StrategiesFunctions(HttpFront front)
{
    [Function("ListStrategiesHttp")]
    public Task<IResult> ListStrategies(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/strategies")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListStrategies, request, client);

    [Function("ShowStrategyHttp")]
    public Task<IResult> ShowStrategy(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/strategies/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowStrategy, request, client);

    [Function("PatchStrategyHttp")]
    public Task<IResult> PatchStrategy(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "api/strategies/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.PatchStrategy, request, client);
}
