using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class PortfolioFunctions(HttpFront front)
{
    [Function("ShowPortfolioHttp")]
    public Task<IResult> ShowPortfolio(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowPortfolio, request, client);

    [Function("ShowEquityHttp")]
    public Task<IResult> ShowEquity(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/equity")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowEquity, request, client);

    [Function("ListPositionsHttp")]
    public Task<IResult> ListPositions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/positions")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListPositions, request, client);
}
