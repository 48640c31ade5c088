using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>
/// Takes a run's alerts from the store, in the order of (time, symbol, sequence), decides on each and has the decision carried out.
/// It drains on every hint and on its own tick; the watermark moves only over what was handled, so no alert is lost or handled twice.
/// </summary>
public static class AlertDesk
{
    /// <summary>Alerts of one drain: their watermark and the removal of their pending marks fit one transaction.</summary>
    public const int DrainLimit = 48;

    /// <summary>Drains after which the history starts afresh.</summary>
    public const int DrainsPerGeneration = 60;

    public static async Task<DeskResult> Run(IOrchestrationContext context, DeskRequest request)
    {
        var hints = context.Inbox(PipelineEvents.Alert);
        var totals = request.Totals;
        var handled = request.Handled;
        for (var drains = 0; ; drains++)
        {
            if (drains == DrainsPerGeneration)
            {
                context.ContinueAsNew(request with { Totals = totals, Handled = handled });
                return totals;
            }

            var drained = await context.ActivityWithRetry(
                PipelineCatalog.DrainAlerts, new DrainRequest(request.Run, handled, DrainLimit), PipelineCatalog.StoreRetry);
            handled = drained.Alerts;
            if (handled.Length > 0)
            {
                totals = await Handle(context, request.Run, handled, totals);
                continue;
            }

            if (drained.Closed)
            {
                return totals;
            }

            await Wait(context, hints, request.Tick);
        }
    }

    /// <summary>Until the next hint or tick. Hints that came together are one.</summary>
    private static async Task Wait(IOrchestrationContext context, IInbox<AlertHint> hints, TimeSpan tick)
    {
        if (!hints.Arrived.IsCompleted)
        {
            var timer = context.Timer(context.Now + tick);
            await Task.WhenAny(hints.Arrived, timer.Fired);
            if (!timer.Fired.IsCompleted)
            {
                timer.Cancel();
            }
        }

        while (hints.Arrived.IsCompleted)
        {
            hints.Take();
        }
    }

    private static async Task<DeskResult> Handle(IOrchestrationContext context, RunId run, AlertReference[] alerts, DeskResult totals)
    {
        var evaluated = await context.ActivityWithRetry(PipelineCatalog.EvaluateAlerts, new EvaluateRequest(run, alerts), PipelineCatalog.StoreRetry);
        foreach (var decision in evaluated.Decisions)
        {
            var done = decision.Kind switch
            {
                DecisionKind.Trade => await Execute(context, run, decision),
                DecisionKind.UpdatePlan => await UpdatePlan(context, run, decision),
                DecisionKind.Ignore => true,
                _ => throw new InvalidOperationException($"Unknown decision {decision.Kind}."),
            };
            totals = totals with
            {
                Alerts = totals.Alerts + 1,
                Trades = totals.Trades + (decision.Kind == DecisionKind.Trade ? 1 : 0),
                PlanUpdates = totals.PlanUpdates + (decision.Kind == DecisionKind.UpdatePlan ? 1 : 0),
                Ignored = totals.Ignored + (decision.Kind == DecisionKind.Ignore ? 1 : 0),
                Failed = totals.Failed + (done ? 0 : 1),
            };
        }

        return totals;
    }

    /// <summary>The trade service is idempotent: trying again finishes what a failed attempt began.</summary>
    private static async Task<bool> Execute(IOrchestrationContext context, RunId run, DecisionReference decision)
    {
        try
        {
            await context.ActivityWithRetry(
                PipelineCatalog.ExecuteTrade, new ExecuteRequest(run, decision.Symbol, decision.Sequence), PipelineCatalog.TradeRetry);
            return true;
        }
        catch (ActivityFailedException e)
        {
            context.Log.DecisionNotCarriedOut(decision.Symbol, decision.Sequence, e.Failure.Code, e.Failure.Message);
            return false;
        }
    }

    private static async Task<bool> UpdatePlan(IOrchestrationContext context, RunId run, DecisionReference decision)
    {
        try
        {
            var change = await context.ActivityWithRetry(
                PipelineCatalog.UpdatePlan, new UpdatePlanRequest(run, decision.Symbol, decision.Sequence), PipelineCatalog.StoreRetry);
            if (change is { Plan: { } plan, Monitor: { } monitor })
            {
                context.Send(monitor, PipelineEvents.Plan, new PlanUpdated(plan));
            }

            return true;
        }
        catch (ActivityFailedException e)
        {
            context.Log.DecisionNotCarriedOut(decision.Symbol, decision.Sequence, e.Failure.Code, e.Failure.Message);
            return false;
        }
    }
}
