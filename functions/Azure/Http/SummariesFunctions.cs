using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class SummariesFunctions(HttpFront front)
{
    [Function("ListSummariesHttp")]
    public Task<IResult> ListSummaries(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/summaries")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListSummaries, request, client);

    [Function("ShowSummaryHttp")]
    public Task<IResult> ShowSummary(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/summaries/{date}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowSummary, request, client);

    [Function("ShowWeekHttp")]
    public Task<IResult> ShowWeek(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/summaries/weeks/{date}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowWeek, request, client);

    [Function("ShowMonthHttp")]
    public Task<IResult> ShowMonth(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/summaries/months/{date}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowMonth, request, client);
}
