using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class OrdersFunctions(HttpFront front)
{
    [Function("ListOrdersHttp")]
    public Task<IResult> ListOrders(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListOrders, request, client);

    [Function("ShowOrderHttp")]
    public Task<IResult> ShowOrder(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowOrder, request, client);

    [Function("ShowOrderTrailHttp")]
    public Task<IResult> ShowOrderTrail(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{id}/trail")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowOrderTrail, request, client);

    [Function("CancelOrderHttp")]
    public Task<IResult> CancelOrder(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/orders/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.CancelOrder, request, client);

    [Function("ReplaceOrderHttp")]
    public Task<IResult> ReplaceOrder(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "api/orders/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ReplaceOrder, request, client);

    [Function("ListTradesHttp")]
    public Task<IResult> ListTrades(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/trades")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListTrades, request, client);
}
