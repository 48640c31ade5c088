using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Api.Monitors;

/// <summary>The symbols that are watched on the newest trading day.</summary>
public static class MonitorEndpoints
{
    private const int MaxAlerts = 20;

    private static readonly StrategyId Manual = new("manual");

    /// <summary>Running monitors by symbol; with <c>?all=true</c> those that have ended too.</summary>
    public static async Task List(HttpContext http)
    {
        var query = new QueryReader(http);
        var all = query.Flag("all");
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var (_, monitors) = await Board(http).Newest(http.RequestAborted);
        await Answer.Ok(http, new ListAnswer<MonitorAnswer>([.. monitors.Where(m => all || IsRunning(m.Status))]), ApiJson.Default.ListAnswerMonitorAnswer);
    }

    public static async Task Show(HttpContext http)
    {
        if (await Find(http) is not var (run, monitor))
        {
            return;
        }

        var head = await Runs(http).FindPlanHead(run.Run, monitor.Symbol, http.RequestAborted);
        var first = (await Runs(http).FindPlanIndex(run.Run, http.RequestAborted))?.Plans.FirstOrDefault(p => p.Plan.Symbol == monitor.Symbol);
        if ((head?.Plan ?? first?.Plan) is not { } reference)
        {
            await Problems.NotFound(http, $"{monitor.Symbol} has no plan yet.");
            return;
        }

        var plan = await Runs(http).ReadPlan(reference, http.RequestAborted);
        var store = http.RequestServices.GetRequiredService<AlertStore>();
        var alerts = new List<Alert>();
        var last = await store.LastSequence(run.Run, monitor.Symbol, http.RequestAborted);
        for (var sequence = last; sequence > Math.Max(0, last - MaxAlerts); sequence--)
        {
            alerts.Add(await store.Read(run.Run, monitor.Symbol, sequence, http.RequestAborted));
        }

        await Answer.Ok(http, new MonitorDetail(monitor, plan, [.. alerts], await PlanDistances.Read(http, plan, http.RequestAborted)), ApiJson.Default.MonitorDetail);
    }

    /// <summary>Ends a monitor for the day; its position and orders are not touched.</summary>
    public static async Task Stop(HttpContext http)
    {
        if (await Find(http) is not var (run, monitor))
        {
            return;
        }

        if (!IsRunning(monitor.Status))
        {
            await Problems.Conflict(http, "ALREADY_ENDED", $"The monitor of {monitor.Symbol} has ended: {monitor.Status}.");
            return;
        }

        await http.RequestServices.GetRequiredService<IOrchestrationClient>().Raise(
            InstanceIds.Portfolio(run.Run), PipelineEvents.Control, new PortfolioControl(MonitorOrder.Stop, monitor.Symbol, "Stopped over the API."), http.RequestAborted);
        await Answer.Write(http, StatusCodes.Status202Accepted, new MonitorAction(monitor.Symbol, run.Run, "stopping"), ApiJson.Default.MonitorAction);
    }

    /// <summary>Puts a person's plan in force at the monitor's next check.</summary>
    public static async Task PutPlan(HttpContext http)
    {
        if (await PlanRequest.Read(http) is not { } body || await Find(http) is not var (run, monitor))
        {
            return;
        }

        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var plan = new MonitoringPlan(
            run.Run, monitor.Symbol, Version: 1, PlanAuthor.Person, body.Strategy ?? Manual, Utc(body.ValidFromUtc) ?? now, Utc(body.ValidToUtc) ?? run.CloseUtc.AddMinutes(1),
            body.Triggers, body.Reasons ?? [], body.CheckIntervalSeconds, body.StopLossFraction, body.TakeProfitFraction, body.MaxPositionFraction);
        var (stored, errors) = await http.RequestServices.GetRequiredService<PlanService>().Put(run.Run, plan, http.RequestAborted);
        await (stored is { } reference
            ? Answer.Ok(http, new PlanAccepted(monitor.Symbol, run.Run, reference.Version), ApiJson.Default.PlanAccepted)
            : Problems.Unprocessable(http, [.. errors.Select(e => new FieldError(e.Field, e.Code, e.Message))]));
    }

    private static MonitorBoard Board(HttpContext http) => http.RequestServices.GetRequiredService<MonitorBoard>();

    private static RunStore Runs(HttpContext http) => http.RequestServices.GetRequiredService<RunStore>();

    private static bool IsRunning(InstanceStatus status) => status is InstanceStatus.Pending or InstanceStatus.Running or InstanceStatus.Suspended;

    private static DateTime? Utc(DateTime? time) => time is { } value ? value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime() : null;

    /// <summary>The newest monitor of the symbol in the route; answers the request when there is none.</summary>
    private static async Task<(RunDocument Run, MonitorAnswer Monitor)?> Find(HttpContext http)
    {
        var query = new QueryReader(http);
        var symbol = query.Route<Symbol>("symbol");
        if (!query.IsValid())
        {
            await query.Refuse();
            return null;
        }

        var (run, monitors) = await Board(http).Newest(http.RequestAborted);
        if (run is not null && monitors.Where(m => m.Symbol == symbol).OrderBy(m => IsRunning(m.Status)).LastOrDefault() is { } monitor)
        {
            return (run, monitor);
        }

        await Problems.NotFound(http, $"{symbol} has no monitor.");
        return null;
    }
}
