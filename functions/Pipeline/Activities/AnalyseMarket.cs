using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Activities;

public sealed record ConditionsRequest(Symbol Symbol);

/// <param name="Symbol">Trend, volatility regime and liquidity; null with too few bars.</param>
/// <param name="Breadth">Of the whole market.</param>
public sealed record ConditionsReply(SymbolConditions? Symbol, MarketBreadth Breadth);

/// <summary>Market conditions of a symbol: trend, volatility regime, liquidity, and the breadth of the market around it.</summary>
public sealed class AnalyseMarket(IMarketData market) : IActivity<ConditionsRequest, ConditionsReply>
{
    public async Task<ConditionsReply> Run(ConditionsRequest input, CancellationToken cancellationToken)
    {
        var symbols = await market.ListSymbols(cancellationToken);
        var snapshots = await MarketCall.Try(() => market.FetchSnapshots(symbols, MarketView.Bars, cancellationToken));
        return snapshots.TryGetValue(input.Symbol, out var snapshot)
            ? new ConditionsReply(MarketConditions.Of(snapshot, new ConditionSettings()), MarketConditions.BreadthOf(snapshots.Values.OrderBy(s => s.Symbol)))
            : throw new ActivityFailureException("UNKNOWN_SYMBOL", $"The market has no data of {input.Symbol}.");
    }
}
