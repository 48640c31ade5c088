using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Api.Routing;

namespace TradingFunctions.Azure.Http;

public sealed class MonitorsFunctions(HttpFront front)
{
    [Function("ShowBarsHttp")]
    public Task<IResult> ShowBars(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/bars/{symbol}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowBars, request, client);

    [Function("ListMonitorsHttp")]
    public Task<IResult> ListMonitors(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/monitors")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListMonitors, request, client);

    [Function("ShowMonitorHttp")]
    public Task<IResult> ShowMonitor(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/monitors/{symbol}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowMonitor, request, client);

    [Function("StartMonitorHttp")]
    public Task<IResult> StartMonitor(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/monitors")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.StartMonitor, request, client);

    [Function("ReplaceMonitorHttp")]
    public Task<IResult> ReplaceMonitor(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/monitors/{symbol}/replace")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ReplaceMonitor, request, client);

    [Function("StopMonitorHttp")]
    public Task<IResult> StopMonitor(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/monitors/{symbol}/stop")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.StopMonitor, request, client);

    [Function("PutPlanHttp")]
    public Task<IResult> PutPlan(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/monitors/{symbol}/plan")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.PutPlan, request, client);

    [Function("ListAlertsHttp")]
    public Task<IResult> ListAlerts(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/alerts")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListAlerts, request, client);

    [Function("ShowQualityHttp")]
    public Task<IResult> ShowQuality(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/market/quality")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowQuality, request, client);

    [Function("ListScansHttp")]
    public Task<IResult> ListScans(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/scans")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ListScans, request, client);

    [Function("ShowScanHttp")]
    public Task<IResult> ShowScan(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/scans/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        front.Answer(ApiRoutes.ShowScan, request, client);
}
