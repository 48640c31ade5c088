using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class HostFunctions(HttpFront front)
{
    [Function("ListWorkersHttp")]
    public Task<IResult> ListWorkers(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/workers")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListWorkers, request, client);

    [Function("ShowConfigHttp")]
    public Task<IResult> ShowConfig(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/config")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowConfig, request, client);

    [Function("ShowConfigDiffHttp")]
    public Task<IResult> ShowConfigDiff(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/config/diff")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowConfigDiff, request, client);

    [Function("ShowMetricsHttp")]
    public Task<IResult> ShowMetrics(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/metrics")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowMetrics, request, client);

    [Function("LiveSnapshotHttp")]
    public Task<IResult> LiveSnapshot(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/live/snapshot")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.LiveSnapshot, request, client);
}
