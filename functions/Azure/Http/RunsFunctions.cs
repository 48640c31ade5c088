using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class RunsFunctions(HttpFront front)
{
    [Function("ListRunsHttp")]
    public Task<IResult> ListRuns(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListRuns, request, client);

    [Function("CompareRunsHttp")]
    public Task<IResult> CompareRuns(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/run-comparisons")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.CompareRuns, request, client);

    [Function("ShowRunHttp")]
    public Task<IResult> ShowRun(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowRun, request, client);

    [Function("RecordRunHttp")]
    public Task<IResult> RecordRun(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/runs/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.RecordRun, request, client);

    [Function("DownloadRunFileHttp")]
    public Task<IResult> DownloadRunFile(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{id}/artefacts/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.DownloadRunFile, request, client);
}
