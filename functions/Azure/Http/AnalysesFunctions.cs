using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class AnalysesFunctions(HttpFront front)
{
    [Function("StartAnalysisHttp")]
    public Task<IResult> StartAnalysis(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/analyses")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.StartAnalysis, request, client);

    [Function("ListAnalysesHttp")]
    public Task<IResult> ListAnalyses(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/analyses")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListAnalyses, request, client);

    [Function("ShowAnalysisHttp")]
    public Task<IResult> ShowAnalysis(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/analyses/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowAnalysis, request, client);

    [Function("ListArtefactsHttp")]
    public Task<IResult> ListArtefacts(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/analyses/{id}/artefacts")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListArtefacts, request, client);

    [Function("DownloadArtefactHttp")]
    public Task<IResult> DownloadArtefact(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/analyses/{id}/artefacts/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.DownloadArtefact, request, client);
}
