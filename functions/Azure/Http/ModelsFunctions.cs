using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class ModelsFunctions(HttpFront front)
{
    [Function("ListModelsHttp")]
    public Task<IResult> ListModels(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/models")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListModels, request, client);

    [Function("ShowModelHttp")]
    public Task<IResult> ShowModel(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/models/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowModel, request, client);

    [Function("TrainModelHttp")]
    public Task<IResult> TrainModel(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/models/train")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.TrainModel, request, client);

    [Function("PromoteModelHttp")]
    public Task<IResult> PromoteModel(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/models/{id}/promote")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.PromoteModel, request, client);

    [Function("RollBackModelHttp")]
    public Task<IResult> RollBackModel(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/models/rollback")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.RollBackModel, request, client);
}
