using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Pipeline.Rebalancing;

/// <param name="Proposal">Id of the approved proposal.</param>
/// <param name="Items">How many it has.</param>
/// <param name="Sales">How many of them, the first ones, give positions up: their money pays for the rest.</param>
public sealed record RebalanceRequest(string Proposal, int Items, int Sales);

/// <param name="Index">Of the item, from 0.</param>
public sealed record RebalanceStep(string Proposal, int Index);

/// <param name="Working">Orders of the proposal that are not over.</param>
public sealed record RebalanceProgress(int Working);

public sealed record RebalanceResult(int Orders, int Refused);

/// <summary>Carries an approved proposal out: sales, a wait for their fills, purchases. Every order goes through the gate like any other.</summary>
public static class Rebalance
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Purchases go ahead after so many pauses: the gate refuses what cannot be paid.</summary>
    private const int MostPauses = 24;

    public static async Task<RebalanceResult> Run(IOrchestrationContext context, RebalanceRequest request)
    {
        var refused = 0;
        for (var index = 0; index < request.Items; index++)
        {
            if (index == request.Sales && index > 0)
            {
                await WaitForSales(context, request);
            }

            var accepted = await context.ActivityWithRetry(PipelineCatalog.RebalanceTrade, new RebalanceStep(request.Proposal, index), PipelineCatalog.TradeRetry);
            refused += accepted ? 0 : 1;
        }

        await context.ActivityWithRetry(PipelineCatalog.FinishRebalance, request.Proposal, PipelineCatalog.StoreRetry);
        return new RebalanceResult(request.Items, refused);
    }

    private static async Task WaitForSales(IOrchestrationContext context, RebalanceRequest request)
    {
        for (var i = 0; i < MostPauses; i++)
        {
            var progress = await context.ActivityWithRetry(PipelineCatalog.RebalanceStatus, request.Proposal, PipelineCatalog.StoreRetry);
            if (progress.Working == 0)
            {
                return;
            }

            await context.Timer(context.Now + Pause).Fired;
        }
    }
}
