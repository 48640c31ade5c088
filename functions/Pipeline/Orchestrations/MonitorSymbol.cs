using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>Follows one symbol's plan through one session: a check every interval, alerts stored first and hinted afterwards.</summary>
public static class MonitorSymbol
{
    /// <summary>Checks after which the history starts afresh.</summary>
    public const int ChecksPerGeneration = 120;

    /// <summary>Checks that may fail in a row before the monitor reports it and checks less often. It does not give up: the symbol may have a position.</summary>
    public const int FailuresAllowed = 5;

    /// <summary>What a check may be put off to while checks fail; a plan's own interval may be longer.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public static async Task<MonitorEnd> Run(IOrchestrationContext context, MonitorRequest request)
    {
        var plans = context.Inbox(PipelineEvents.Plan);
        var stop = context.Inbox(PipelineEvents.Stop);
        var state = request;
        for (var turns = 0; ; turns++)
        {
            if (state.NextCheckUtc > state.CloseUtc)
            {
                return await End(context, state);
            }

            if (turns == ChecksPerGeneration)
            {
                context.ContinueAsNew(state);
                return EndOf(state, failure: null);
            }

            var timer = context.Timer(state.NextCheckUtc);
            await Task.WhenAny(timer.Fired, plans.Arrived, stop.Arrived);
            if (stop.Arrived.IsCompleted)
            {
                timer.Cancel();
                context.Log.MonitorStopped(state.Symbol, stop.Take().Reason);
                return await End(context, state);
            }

            if (plans.Arrived.IsCompleted)
            {
                timer.Cancel();
                state = state with { Plan = Newer(state.Plan, plans.Take().Plan) };
                continue;
            }

            state = await Check(context, state);
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
                IsReported = false,
                Memory = result.Memory,
            };
            Show(context, next, result.State, result.LastPrice);
            return next;
        }
        catch (ActivityFailedException e)
        {
            context.Log.CheckFailed(state.Symbol, e.Failure.Code, e.Failure.Message);
            var failed = state with { Checks = checks, Failures = state.Failures + 1 };
            var next = failed with { NextCheckUtc = NextTry(failed, checkUtc, context.Now) };
            return next is { Failures: > FailuresAllowed, IsReported: false }
                ? await Report(context, next, e.Failure.Code, $"{next.Failures} checks in a row failed; the monitor goes on, less often. {e.Failure.Message}", checks)
                : next;
        }
    }

    /// <summary>Word of checks that fail, once until one succeeds. A report that fails is made again with the next check that does; the one at the end has no next.</summary>
    /// <param name="check">Number of the check; 0 where the monitor ends.</param>
    private static async Task<MonitorRequest> Report(IOrchestrationContext context, MonitorRequest state, string code, string message, int check)
    {
        var failure = new MonitorFailure(state.Run, state.Symbol, context.InstanceId, code, message, check);
        try
        {
            await (check == 0 ? context.ActivityWithRetry(PipelineCatalog.ReportFailure, failure, PipelineCatalog.StoreRetry) : context.Activity(PipelineCatalog.ReportFailure, failure));
            return state with { IsReported = true };
        }
        catch (ActivityFailedException e)
        {
            context.Log.FailureNotReported(state.Symbol, e.Failure.Code, e.Failure.Message);
            return state;
        }
    }

    /// <summary>The next check after one that failed: twice as far with each, on the grid that all monitors share; the one at the close is not left out.</summary>
    private static DateTime NextTry(MonitorRequest state, DateTime checkedUtc, DateTime nowUtc)
    {
        var pause = state.Interval;
        for (var over = state.Failures - FailuresAllowed; over > 0 && pause * 2 <= LongestPause; over--)
        {
            pause *= 2;
        }

        var next = NextCheck(checkedUtc, pause, nowUtc);
        return next > state.CloseUtc && NextCheck(checkedUtc, state.Interval, nowUtc) <= state.CloseUtc ? state.CloseUtc : next;
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

    /// <summary>A monitor that ends while its checks fail, or of whose checks none succeeded, has failed, and it is known.</summary>
    private static async Task<MonitorEnd> End(IOrchestrationContext context, MonitorRequest state)
    {
        if (state.Failures == 0 || (state.Failures <= FailuresAllowed && state.Failures < state.Checks))
        {
            return EndOf(state, failure: null);
        }

        var failure = $"The last {state.Failures} of {state.Checks} checks failed.";
        if (!state.IsReported)
        {
            await Report(context, state, "CHECKS_FAILED", failure, check: 0);
        }

        return EndOf(state, failure);
    }

    private static MonitorEnd EndOf(MonitorRequest state, string? failure) => new(state.Symbol, state.Checks, state.Bars, state.LastSequence, failure);

    private static void Show(IOrchestrationContext context, MonitorRequest state, MonitorState what, double lastPrice) =>
        context.SetStatus(
            new MonitorStatus(state.Symbol, what, state.Plan, state.Checks, state.LastSequence, state.Memory?.EvaluatedToUtc, state.NextCheckUtc, lastPrice),
            PipelineJson.Default.MonitorStatus);
}
