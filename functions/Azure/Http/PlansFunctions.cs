using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class PlansFunctions(HttpFront front)
{
    [Function("ShowPlannerHttp")]
    public Task<IResult> ShowPlanner(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/planner")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowPlanner, request, client);

    [Function("ListQuestionsHttp")]
    public Task<IResult> ListQuestions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/planner/questions")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListQuestions, request, client);
}
