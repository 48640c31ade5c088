using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class InstancesFunctions(HttpFront front)
{
    [Function("ListInstancesHttp")]
    public Task<IResult> ListInstances(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/instances")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListInstances, request, client);

    [Function("ShowInstanceHttp")]
    public Task<IResult> ShowInstance(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/instances/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowInstance, request, client);

    [Function("TerminateInstanceHttp")]
    public Task<IResult> TerminateInstance(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/instances/{id}/terminate")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.TerminateInstance, request, client);

    [Function("PurgeInstanceHttp")]
    public Task<IResult> PurgeInstance(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/instances/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.PurgeInstance, request, client);
}
