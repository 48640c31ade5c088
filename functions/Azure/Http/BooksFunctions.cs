using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class BooksFunctions(HttpFront front)
{
    [Function("RebuildBooksHttp")]
    public Task<IResult> RebuildBooks(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/books")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.RebuildBooks, request, client);

    [Function("ExportBooksHttp")]
    public Task<IResult> ExportBooks(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/books/log")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ExportBooks, request, client);

    [Function("SplitPositionHttp")]
    public Task<IResult> SplitPosition(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/books/splits")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.SplitPosition, request, client);
}
