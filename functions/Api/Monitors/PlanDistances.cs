using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Monitors;

/// <summary>How far a plan's conditions are from being met, at the newest prices.</summary>
internal static class PlanDistances
{
    /// <summary>A session of minutes: the best price since entry is looked for in them.</summary>
    private const int Bars = 390;

    /// <summary>What strategies would say is not asked here: that is the check's business, and counted there.</summary>
    /// <returns>Null while the market has no prices of the symbol, or does not answer.</returns>
    public static async Task<ConditionDistance[]?> Read(HttpContext http, MonitoringPlan plan, CancellationToken cancellationToken)
    {
        var market = http.RequestServices.GetRequiredService<IMarketData>();
        try
        {
            var snapshots = await market.FetchSnapshots([plan.Symbol], Math.Max(Bars, PlanEvaluator.RequiredBars(plan, market.BarPeriod)), cancellationToken);
            if (!snapshots.TryGetValue(plan.Symbol, out var snapshot))
            {
                return null;
            }

            var book = (await http.RequestServices.GetRequiredService<AccountBook>().Loaded(cancellationToken)).Book(plan.Symbol);
            var position = MonitorPosition.WithBestPrice(MonitorPosition.ContextOf(book), snapshot.Bars);
            return PlanEvaluator.DistanceTo(plan, CheckInput.From(snapshot, position, MonitorPosition.StateOf(book), default));
        }
        catch (MarketDataException)
        {
            return null;
        }
    }
}
