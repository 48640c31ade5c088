using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What the gate must know of all positions together. Each is worked out only where a limit asks for it.</summary>
internal static class PortfolioFacts
{
    /// <summary>Exposure to the symbol's sector; null where the map has no sector for it.</summary>
    public static Money? SectorExposure(AccountState state, SymbolBook book, MarketView market, TradingRules rules) =>
        book.PlaceIn(rules).Sector is { } sector ? new Money(state.SumsAt(market.Marks).OfSector(rules.Sectors, sector)) : null;

    /// <summary>Positions that a strategy opened, and its working entries.</summary>
    public static Money StrategyExposure(AccountState state, StrategyId strategy, MarketView market) =>
        new(state.SumsAt(market.Marks).OfStrategy(strategy) + state.ReservedBy(strategy));

    /// <summary>Largest correlation of a trade with what is held or being bought; null where one is not known.</summary>
    public static decimal? Correlation(AccountState state, SymbolBook book, Side side, MarketView market, TradingRules rules)
    {
        var row = book.PlaceIn(rules).Row;
        var held = state.SumsAt(market.Marks).HeldIn(rules.Correlations);
        return row < 0 || held.NotInTable > 0 ? null : held.LargestWith(row, side);
    }

    /// <summary>Stops of the symbol, or of all.</summary>
    public static ProtectionReading StopGuard(AccountState state, SymbolBook book, MarketView market, RiskLimits limits, DateTime nowUtc) => limits.StopGuardScope == ProtectionScope.Symbol
        ? Protections.StopGuard(book.Holding.Exits, limits, nowUtc)
        : state.SumsAt(market.Marks).Exits().StopGuard(limits, nowUtc);

    /// <summary>Profit of the exits of the symbol, or of all.</summary>
    public static ProtectionReading LowProfit(AccountState state, SymbolBook book, MarketView market, RiskLimits limits, DateTime nowUtc) => limits.LowProfitScope == ProtectionScope.Symbol
        ? book.Past.LowProfit(limits, nowUtc) ?? Protections.LowProfit(book.Holding.Exits, limits, nowUtc)
        : state.SumsAt(market.Marks).Exits().LowProfit(limits, nowUtc);

    /// <summary>Fall of the realised P&amp;L of the symbol, or of all.</summary>
    public static ProtectionReading WindowDrawdown(AccountState state, SymbolBook book, MarketView market, RiskLimits limits, Money equity, DateTime nowUtc) => limits.DrawdownScope == ProtectionScope.Symbol
        ? Protections.WindowDrawdown(book.Holding.Exits, limits, equity, nowUtc)
        : state.SumsAt(market.Marks).Exits().WindowDrawdown(limits, equity, nowUtc);

    /// <summary>The last exit from a symbol, or from any.</summary>
    public static DateTime? LastExit(AccountState state, SymbolBook book, MarketView market, ProtectionScope scope) =>
        scope == ProtectionScope.Symbol ? book.Holding.LastExitUtc : state.SumsAt(market.Marks).LastExitUtc;

    /// <summary>The worst mark of what is held; of two that are as old the first in the order of the symbols.</summary>
    /// <param name="fillLife">How long the fill that opened a position stands in for a mark: it may have come after the look at the market.</param>
    public static MarkReading WorstMark(AccountState state, MarketView market, TimeSpan fillLife, DateTime nowUtc)
    {
        foreach (var symbol in state.SumsAt(market.Marks).Unmarked)
        {
            if (!(nowUtc - state.Book(symbol).Holding.OpenedUtc <= fillLife))
            {
                return new MarkReading(symbol, Age: null);
            }
        }

        return state.SumsAt(market.Marks).OldestOf(market.MarkAges.Times) is { } oldest ? new MarkReading(oldest, market.MarkAges[oldest]) : default;
    }

    /// <summary>Market value of a position without its sign; its cost where there is no price.</summary>
    public static Money Value(SymbolBook book, MarketView market, Symbol symbol) =>
        Valuation.MarkOf(book.Holding, market.Marks, symbol) is { } mark ? book.Position.MarketValue(mark).Abs() : book.Position.CostBasis.Abs();
}
