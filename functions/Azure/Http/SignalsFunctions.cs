using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class SignalsFunctions(HttpFront front)
{
    [Function("ExecuteSignalHttp")]
    public Task<IResult> ExecuteSignal(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/signals/execute")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ExecuteSignal, request, client);

    [Function("EnqueueSignalHttp")]
    public Task<IResult> EnqueueSignal(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/signals")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.EnqueueSignal, request, client);

    [Function("ListSignalsHttp")]
    public Task<IResult> ListSignals(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/signals")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListSignals, request, client);

    [Function("ShowSignalHttp")]
    public Task<IResult> ShowSignal(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/signals/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowSignal, request, client);
}
