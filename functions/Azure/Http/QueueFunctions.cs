using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class QueueFunctions(HttpFront front)
{
    [Function("ListPoisonHttp")]
    public Task<IResult> ListPoison(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/queue/poison")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListPoison, request, client);

    [Function("ResendPoisonHttp")]
    public Task<IResult> ResendPoison(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/queue/poison/{id}/resend")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ResendPoison, request, client);
}
