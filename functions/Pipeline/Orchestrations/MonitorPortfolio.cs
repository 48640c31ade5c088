using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>
/// Watches over one trading day: plans, one monitor per symbol, the alert desk, the deadline. It never continues as new; its history is
/// bounded by twice the monitors plus the control events. One failed monitor fails alone and is reported.
/// </summary>
public static class MonitorPortfolio
{
    public static async Task<PortfolioResult> Run(IOrchestrationContext context, PortfolioRequest request)
    {
        var desk = context.Child(
            PipelineCatalog.AlertDesk, InstanceIds.Desk(request.Run), new DeskRequest(request.Run, request.DeskTick, DeskResult.None, []));
        var monitors = new Monitors(context, request);
        monitors.Start((await Plan(context, new PlansRequest(request.Run, request.ScanId, Only: null))).Plans);
        await Watch(context, request, monitors);

        // The desk is told by the store; the hint only makes it look now.
        var ends = monitors.Ends();
        await context.ActivityWithRetry(PipelineCatalog.CloseRun, new RunClosing(request.Run, ends), PipelineCatalog.StoreRetry);
        monitors.Show("draining");
        context.Send(InstanceIds.Desk(request.Run), PipelineEvents.Alert, new AlertHint(default, 0));
        var result = new PortfolioResult(
            request.Run, ends.Length, ends.Count(e => e.Failure is not null), ends.Sum(e => e.Checks), ends.Sum(e => e.Bars), ends.Sum(e => e.LastSequence), await desk);
        await context.ActivityWithRetry(PipelineCatalog.FinishRun, result, PipelineCatalog.StoreRetry);
        return result;
    }

    /// <summary>Until every monitor has ended. Monitors end by themselves at the close; the deadline is for those that do not.</summary>
    private static async Task Watch(IOrchestrationContext context, PortfolioRequest request, Monitors monitors)
    {
        var control = context.Inbox(PipelineEvents.Control);
        var candidates = context.Inbox(PipelineEvents.Candidates);
        var deadline = context.Timer(request.CloseUtc + request.Grace);
        var late = false;
        monitors.Show("monitoring");
        while (true)
        {
            var all = monitors.AllEnded();
            await Task.WhenAny(all, control.Arrived, candidates.Arrived, deadline.Fired);
            if (control.Arrived.IsCompleted)
            {
                await Steer(context, request, monitors, control.Take());
            }
            else if (candidates.Arrived.IsCompleted)
            {
                var scan = candidates.Take().ScanId;
                if (context.Now < request.CloseUtc)
                {
                    monitors.Start((await Plan(context, new PlansRequest(request.Run, scan, Only: null))).Plans);
                }
            }
            else if (all.IsCompleted)
            {
                // A stopped monitor may be started again until the close: an idle portfolio waits for its deadline.
                if (context.Now >= request.CloseUtc || late)
                {
                    deadline.Cancel();
                    return;
                }

                await Idle(control, candidates, deadline);
            }
            else
            {
                await monitors.EndLate(late);
                late = true;
                deadline = context.Timer(context.Now + request.Grace);
            }
        }
    }

    private static Task Idle(IInbox<PortfolioControl> control, IInbox<CandidatesHint> candidates, IOrchestrationTimer deadline) =>
        Task.WhenAny(control.Arrived, candidates.Arrived, deadline.Fired);

    private static async Task Steer(IOrchestrationContext context, PortfolioRequest request, Monitors monitors, PortfolioControl control)
    {
        if (control.Order is MonitorOrder.Stop or MonitorOrder.Replace)
        {
            await monitors.Stop(control.Symbol, control.Reason);
        }

        // A second start of a monitor that runs changes nothing, its plan least of all.
        if (control.Order is not (MonitorOrder.Start or MonitorOrder.Replace) || monitors.Runs(control.Symbol) || context.Now >= request.CloseUtc)
        {
            return;
        }

        var plans = await Plan(context, new PlansRequest(request.Run, request.ScanId, [control.Symbol]));
        monitors.Start(plans.Plans);
        foreach (var refused in plans.Refused)
        {
            await Report(context, new MonitorFailure(request.Run, refused.Symbol, $"{context.InstanceId}:{refused.Symbol}", "PLAN_REFUSED", $"No monitor was started: {refused.Reason}"));
        }
    }

    private static async Task<PlanSet> Plan(IOrchestrationContext context, PlansRequest request)
    {
        try
        {
            return await context.ActivityWithRetry(PipelineCatalog.GeneratePlans, request, PipelineCatalog.PlanRetry);
        }
        catch (ActivityFailedException e)
        {
            await Report(context, new MonitorFailure(request.Run, default, context.InstanceId, e.Failure.Code, e.Failure.Message));
            return new PlanSet([], []);
        }
    }

    private static Task Report(IOrchestrationContext context, MonitorFailure failure) =>
        context.ActivityWithRetry(PipelineCatalog.ReportFailure, failure, PipelineCatalog.StoreRetry);
}
