using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class RiskFunctions(HttpFront front)
{
    [Function("ShowStateHttp")]
    public Task<IResult> ShowState(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risk/state")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowState, request, client);

    [Function("PutStateHttp")]
    public Task<IResult> PutState(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/risk/state")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.PutState, request, client);

    [Function("ListLocksHttp")]
    public Task<IResult> ListLocks(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/locks")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListLocks, request, client);

    [Function("AddLockHttp")]
    public Task<IResult> AddLock(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/locks")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.AddLock, request, client);

    [Function("RemoveLockHttp")]
    public Task<IResult> RemoveLock(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/locks/{symbol}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.RemoveLock, request, client);

    [Function("ListAuditHttp")]
    public Task<IResult> ListAudit(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListAudit, request, client);

    [Function("VerifyDecisionsHttp")]
    public Task<IResult> VerifyDecisions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit/decisions")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.VerifyDecisions, request, client);

    [Function("ListAnchorsHttp")]
    public Task<IResult> ListAnchors(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit/anchors")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListAnchors, request, client);

    [Function("ListLimitsHttp")]
    public Task<IResult> ListLimits(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risk/limits")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListLimits, request, client);

    [Function("ShowRiskReportHttp")]
    public Task<IResult> ShowRiskReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risk/report")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowRiskReport, request, client);

    [Function("PutLimitHttp")]
    public Task<IResult> PutLimit(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/risk/limits/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.PutLimit, request, client);

    [Function("AskOverrideHttp")]
    public Task<IResult> AskOverride(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/risk/overrides")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.AskOverride, request, client);

    [Function("ConfirmOverrideHttp")]
    public Task<IResult> ConfirmOverride(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/risk/overrides/{id}/confirm")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ConfirmOverride, request, client);

    [Function("EndOverrideHttp")]
    public Task<IResult> EndOverride(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/risk/overrides/{id}/end")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.EndOverride, request, client);

    [Function("SwitchStrategyHttp")]
    public Task<IResult> SwitchStrategy(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/risk/strategies/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.SwitchStrategy, request, client);
}
