using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Signals;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

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

        var (_, monitors) = await Board(http).Newest(withTrouble: true, http.RequestAborted);
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

    /// <summary>Has a symbol monitored for the rest of the day, with a plan written for it now.</summary>
    public static async Task Start(HttpContext http)
    {
        if (await JsonBody.Read(http, ApiJson.Default.MonitorBody) is not { } body)
        {
            return;
        }

        var errors = new List<FieldError>();
        if (body.Reason is { } reason)
        {
            PersonText.Check("reason", reason, errors);
        }

        if (!await IsKnown(http, body.Symbol))
        {
            errors.Add(new FieldError("symbol", "UNKNOWN", $"The market has no {body.Symbol}."));
        }

        if (errors.Count > 0)
        {
            await Problems.Unprocessable(http, errors);
            return;
        }

        var (run, monitors) = await Board(http).Newest(withTrouble: true, http.RequestAborted);
        if (await RefuseEnded(http, run))
        {
            return;
        }

        if (monitors.Any(m => m.Symbol == body.Symbol && IsRunning(m.Status)))
        {
            await Problems.Conflict(http, "ALREADY_RUNNING", $"{body.Symbol} has a monitor. To give it a new plan, replace it or put a plan.");
            return;
        }

        var most = http.RequestServices.GetRequiredService<TradingOptions>().Monitoring.MaxMonitors;
        if (monitors.Count(m => IsRunning(m.Status)) >= most)
        {
            await Problems.Conflict(http, "TOO_MANY", $"{most} monitors run, as many as monitoring.maxMonitors allows: stop one first.");
            return;
        }

        await Order(http, run!.Run, MonitorOrder.Start, body.Symbol, body.Reason ?? "Started over the API.", "starting");
    }

    /// <summary>Ends a symbol's monitor and starts another one with a plan written for it now.</summary>
    public static async Task Replace(HttpContext http)
    {
        if (await Find(http) is not var (run, monitor) || await RefuseEnded(http, run))
        {
            return;
        }

        if (!IsRunning(monitor.Status))
        {
            await Problems.Conflict(http, "ALREADY_ENDED", $"The monitor of {monitor.Symbol} has ended: {monitor.Status}. Start it instead.");
            return;
        }

        await Order(http, run.Run, MonitorOrder.Replace, monitor.Symbol, "Replaced over the API.", "replacing");
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

        await Order(http, run.Run, MonitorOrder.Stop, monitor.Symbol, "Stopped over the API.", "stopping");
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

    /// <summary>The portfolio's orchestration obeys in its own time: it waits for the monitor's end, and for the plan.</summary>
    private static async Task Order(HttpContext http, RunId run, MonitorOrder order, Symbol symbol, string reason, string status)
    {
        await http.RequestServices.GetRequiredService<IOrchestrationClient>().Raise(
            InstanceIds.Portfolio(run), PipelineEvents.Control, new PortfolioControl(order, symbol, reason), http.RequestAborted);
        await Answer.Write(http, StatusCodes.Status202Accepted, new MonitorAction(symbol, run, status), ApiJson.Default.MonitorAction);
    }

    /// <summary>Answers the request where no trading day runs whose portfolio would hear of it.</summary>
    private static async Task<bool> RefuseEnded(HttpContext http, RunDocument? run)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (run is { Result: null } && now < run.CloseUtc
            && await http.RequestServices.GetRequiredService<IOrchestrationClient>().Get(InstanceIds.Portfolio(run.Run), http.RequestAborted) is { } portfolio && IsRunning(portfolio.Status))
        {
            return false;
        }

        await Problems.Conflict(http, "NO_RUNNING_DAY", "No trading day is monitored now: a scan starts it.");
        return true;
    }

    private static async Task<bool> IsKnown(HttpContext http, Symbol symbol) =>
        http.RequestServices.GetRequiredService<IAccountBook>().State.Symbols.ContainsKey(symbol)
        || await http.RequestServices.GetRequiredService<SymbolDirectory>().Knows(symbol, http.RequestAborted);

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

        var (run, monitors) = await Board(http).Newest(withTrouble: true, http.RequestAborted);
        if (run is not null && monitors.Where(m => m.Symbol == symbol).OrderBy(m => IsRunning(m.Status)).LastOrDefault() is { } monitor)
        {
            return (run, monitor);
        }

        await Problems.NotFound(http, $"{symbol} has no monitor.");
        return null;
    }
}
