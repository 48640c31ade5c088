using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class RebalancingFunctions(HttpFront front)
{
    [Function("ProposeRebalanceHttp")]
    public Task<IResult> ProposeRebalance(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/rebalancing")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ProposeRebalance, request, client);

    [Function("ListRebalancesHttp")]
    public Task<IResult> ListRebalances(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/rebalancing")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListRebalances, request, client);

    [Function("ShowRebalanceHttp")]
    public Task<IResult> ShowRebalance(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/rebalancing/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowRebalance, request, client);

    [Function("ApproveRebalanceHttp")]
    public Task<IResult> ApproveRebalance(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/rebalancing/{id}/approve")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ApproveRebalance, request, client);

    [Function("RejectRebalanceHttp")]
    public Task<IResult> RejectRebalance(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/rebalancing/{id}/reject")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.RejectRebalance, request, client);
}
