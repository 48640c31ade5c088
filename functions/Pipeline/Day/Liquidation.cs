using TradingFunctions.Domain.Notifications;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;

namespace TradingFunctions.Pipeline.Day;

/// <summary>Waits for the last minutes of a session and closes positions until none is left, or the session is over. One instance per session.</summary>
public static class Liquidation
{
    /// <summary>Between two attempts: what was sent has had time to fill.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public static async Task<LiquidationResult> Run(IOrchestrationContext context, LiquidationRequest request)
    {
        if (context.Now < request.StartUtc)
        {
            await context.Timer(request.StartUtc).Fired;
        }

        var attempts = 0;
        var state = new LiquidationState([], 0);
        while (context.Now < request.CloseUtc)
        {
            attempts++;
            state = await context.ActivityWithRetry(PipelineCatalog.LiquidatePositions, new LiquidationStep(request.Session, attempts), PipelineCatalog.TradeRetry);
            if (state.Count == 0)
            {
                return new LiquidationResult(attempts, 0);
            }

            var next = context.Now + Pause;
            await context.Timer(next < request.CloseUtc ? next : request.CloseUtc).Fired;
        }

        // Fills of the last attempt may have come since.
        state = await context.ActivityWithRetry(PipelineCatalog.LiquidatePositions, new LiquidationStep(request.Session, attempts), PipelineCatalog.TradeRetry);
        if (state.Count > 0)
        {
            await context.Activity(PipelineCatalog.SendAlert, new Notification(
                Severity.Critical, $"liquidation:{request.Session:yyyyMMdd}", $"{state.Count} positions are open after the close", string.Join(", ", state.Open)));
        }

        return new LiquidationResult(attempts, state.Count);
    }
}
