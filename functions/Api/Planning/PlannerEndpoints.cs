using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Http;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Api.Planning;

/// <summary>Who writes plans, and what the model took on a trading day.</summary>
/// <param name="Model">Null where plans are the rules'.</param>
/// <param name="AdvisesAlerts">Whether it is asked about entries.</param>
/// <param name="Run">The trading day; null before the first.</param>
/// <param name="Used">Of that day.</param>
/// <param name="DailyTokens">Budget of a day.</param>
/// <param name="DailyCost">Budget of a day, dollars; null where none is set.</param>
public sealed record PlannerAnswer(PlannerKind Kind, string? Model, bool AdvisesAlerts, RunId? Run, ModelBudget Used, long DailyTokens, decimal? DailyCost);

/// <summary>The language model's part in plans.</summary>
public static class PlannerEndpoints
{
    public static async Task Show(HttpContext http)
    {
        var query = new QueryReader(http);
        var asked = query.Value<RunId>("run");
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var (run, isFound) = await Find(http, asked);
        if (!isFound)
        {
            return;
        }

        var planner = http.RequestServices.GetRequiredService<TradingOptions>().Planner;
        var isModel = planner.Kind == PlannerKind.Llm;
        var used = run is { } id ? await http.RequestServices.GetRequiredService<ModelStore>().Budget(id, http.RequestAborted) : new ModelBudget();
        await Answer.Ok(
            http,
            new PlannerAnswer(planner.Kind, isModel ? planner.Llm.Model : null, isModel && planner.Llm.AdviseAlerts, run, used, planner.Llm.DailyTokens, planner.Llm.DailyCost),
            ApiJson.Default.PlannerAnswer);
    }

    public static async Task Questions(HttpContext http)
    {
        var query = new QueryReader(http);
        var (asked, limit, after) = (query.Value<RunId>("run"), query.Limit(), query.Text("after"));
        if (!query.IsValid())
        {
            await query.Refuse();
            return;
        }

        var (run, isFound) = await Find(http, asked);
        if (!isFound)
        {
            return;
        }

        var page = run is { } id
            ? await http.RequestServices.GetRequiredService<ModelStore>().List(id, after, limit, http.RequestAborted)
            : new([], Next: null);
        await Answer.Ok(http, new ListAnswer<ModelExchange>(page.Items, page.Next), ApiJson.Default.ListAnswerModelExchange);
    }

    /// <summary>The run asked for, else the newest; answers the request when the one asked for is unknown.</summary>
    private static async Task<(RunId? Run, bool IsFound)> Find(HttpContext http, RunId? asked)
    {
        var runs = http.RequestServices.GetRequiredService<RunStore>();
        if (asked is not { } run)
        {
            return ((await runs.LatestRun(http.RequestAborted))?.Run, true);
        }

        if (await runs.FindRun(run, http.RequestAborted) is not null)
        {
            return (run, true);
        }

        await Problems.NotFound(http, $"There is no run {run}.");
        return (null, false);
    }
}
