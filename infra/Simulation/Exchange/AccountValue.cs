using TradingFunctions.Infra.Simulation.Market;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>The account at last prices.</summary>
internal static class AccountValue
{
    /// <summary>Cash and positions, and the positions' absolute value, dollars. A symbol without a price counts at cost.</summary>
    public static (decimal Equity, decimal Gross) Of(ExchangeState state, IMarketTape tape, DateTime atUtc)
    {
        var (equity, gross) = (state.Cash, 0m);
        foreach (var desk in state.Desks)
        {
            if (desk.Position != 0m)
            {
                var value = tape.LastPrice(desk.Symbol, atUtc) is { } price ? desk.Position * (decimal)price : desk.Cost;
                equity += value;
                gross += Math.Abs(value);
            }
        }

        return (equity, gross);
    }
}
