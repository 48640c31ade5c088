using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>Follows one symbol's plan through one session: a check every interval, alerts stored first and hinted afterwards.</summary>
public static class MonitorSymbol
{
    /// <summary>Checks after which the history starts afresh.</summary>
    public const int ChecksPerGeneration = 120;

    /// <summary>Checks that may fail in a row before the monitor gives up and reports.</summary>
    public const int FailuresAllowed = 5;

    public static async Task<MonitorEnd> Run(IOrchestrationContext context, MonitorRequest request)
    {
        var plans = context.Inbox(PipelineEvents.Plan);
        var stop = context.Inbox(PipelineEvents.Stop);
        var state = request;
        for (var turns = 0; ; turns++)
        {
            if (state.NextCheckUtc > state.CloseUtc)
            {
                return End(state, failure: null);
            }

            if (turns == ChecksPerGeneration)
            {
                context.ContinueAsNew(state);
                return End(state, failure: null);
            }

            var timer = context.Timer(state.NextCheckUtc);
            await Task.WhenAny(timer.Fired, plans.Arrived, stop.Arrived);
            if (stop.Arrived.IsCompleted)
            {
                timer.Cancel();
                context.Log.MonitorStopped(state.Symbol, stop.Take().Reason);
                return End(state, failure: null);
            }

            if (plans.Arrived.IsCompleted)
            {
                timer.Cancel();
                state = state with { Plan = Newer(state.Plan, plans.Take().Plan) };
                continue;
            }

            state = await Check(context, state);
            if (state.Failures > FailuresAllowed)
            {
                return End(state, $"{state.Failures} checks in a row failed.");
            }
        }
    }

    private static async Task<MonitorRequest> Check(IOrchestrationContext context, MonitorRequest state)
    {
        var checkUtc = state.NextCheckUtc;
        var checks = state.Checks + 1;
        try
        {
            var result = await context.Activity(
                PipelineCatalog.CheckSymbol,
                new CheckRequest(state.Run, state.Symbol, state.Plan, checkUtc, checks, state.LastSequence, state.Watermark, state.Memory));
            if (result.LastSequence > result.Watermark)
            {
                context.Send(state.Desk, PipelineEvents.Alert, new AlertHint(state.Symbol, result.LastSequence));
            }

            var next = state with
            {
                Plan = result.Plan is { } newer ? Newer(state.Plan, newer) : state.Plan,
                NextCheckUtc = NextCheck(checkUtc, result.Interval, context.Now),
                Interval = result.Interval,
                LastSequence = result.LastSequence,
                Watermark = result.Watermark,
                Checks = checks,
                Bars = state.Bars + result.Bars,
                Failures = 0,
                Memory = result.Memory,
            };
            Show(context, next, result.State, result.LastPrice);
            return next;
        }
        catch (ActivityFailedException e)
        {
            context.Log.CheckFailed(state.Symbol, e.Failure.Code, e.Failure.Message);
            return state with { NextCheckUtc = NextCheck(checkUtc, state.Interval, context.Now), Checks = checks, Failures = state.Failures + 1 };
        }
    }

    /// <summary>The next point of the check's own grid that is not past: missed checks are not made up for, their bars are.</summary>
    private static DateTime NextCheck(DateTime checkedUtc, TimeSpan interval, DateTime nowUtc)
    {
        var next = checkedUtc + interval;
        return next > nowUtc ? next : next + (interval * (((nowUtc - next).Ticks / interval.Ticks) + 1));
    }

    /// <summary>Plans may arrive late or twice: a run's later version wins, and a plan of this run beats a carried one.</summary>
    private static PlanReference Newer(PlanReference current, PlanReference other)
    {
        var byRun = string.CompareOrdinal(current.Run.Value, other.Run.Value);
        return byRun < 0 || (byRun == 0 && current.Version < other.Version) ? other : current;
    }

    private static MonitorEnd End(MonitorRequest state, string? failure) => new(state.Symbol, state.Checks, state.Bars, state.LastSequence, failure);

    private static void Show(IOrchestrationContext context, MonitorRequest state, MonitorState what, double lastPrice) =>
        context.SetStatus(
            new MonitorStatus(state.Symbol, what, state.Plan, state.Checks, state.LastSequence, state.Memory?.EvaluatedToUtc, state.NextCheckUtc, lastPrice),
            PipelineJson.Default.MonitorStatus);
}
