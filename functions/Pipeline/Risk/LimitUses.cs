using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>How much of each limit of the account is used at a moment. Limits of a single order, such as its size or the collar, have no use between orders and are left out.</summary>
public static class LimitUses
{
    /// <returns>One for every limit that is set and measured.</returns>
    public static LimitUse[] Of(PortfolioView portfolio, RiskFindings? findings, AccountState state, TradingRules rules)
    {
        var (limits, now) = (rules.Limits, portfolio.AsOfUtc);
        var equity = portfolio.Equity.Amount;
        decimal Share(Money amount) => equity > 0m ? amount.Amount / equity : 0m;
        var window = state.Ledger.Window.At(now, limits.Window);
        LimitUse?[] uses =
        [
            Floor("minCashShare", limits.MinCashShare, Share(portfolio.Cash - portfolio.ReservedExposure)),
            Use("maxGrossExposure", limits.MaxGrossExposure, Share(portfolio.Exposure + portfolio.ReservedExposure)),
            Use("maxSymbolShare", limits.MaxSymbolShare, Share(LargestPosition(portfolio, state))),
            Use("maxSectorShare", limits.MaxSectorShare, Share(LargestSector(portfolio, state, rules.Sectors))),
            Use("maxPositions", limits.MaxPositions, state.Symbols.Count(pair => !pair.Value.Position.IsFlat || pair.Value.Entries != 0m)),
            Use("maxPositionQuantity", limits.MaxPositionQuantity?.Shares, Largest(state.Symbols.Values.Select(book => Math.Abs(book.Position.SignedQuantity + book.Entries)))),
            Use("maxPortfolioRisk", limits.MaxPortfolioRisk, Share(state.Ledger.OpenRisk)),
            Use("maxDrawdown", limits.MaxDrawdown, portfolio.Drawdown),
            Use("maxDailyLoss", limits.MaxDailyLoss, Math.Max(0m, state.Ledger.DayLoss(portfolio.Equity) ?? 0m)),
            Use("maxWindowOrders", limits.MaxWindowOrders, window.TotalOrders),
            Use("maxWindowQuantity", limits.MaxWindowQuantity?.Shares, window.TotalQuantity.Shares),
            Use("maxWindowNotional", limits.MaxWindowNotional?.Amount, window.TotalNotional.Amount),
            Use("maxStrategyExecutions", limits.MaxStrategyExecutions, Largest((state.Ledger.Strategies ?? []).Select(strategy => Executions(strategy.At(now, limits.StrategyWindow))))),
            Use("messagesPerMinute", limits.MessagesPerMinute, limits.MessagesPerMinute is { } rate ? state.Ledger.Rate.UsedAt(now, rate) : 0m),
            Use("stopGuardStops", limits.StopGuardStops, limits.StopGuardStops is null ? null : Largest(Scopes(state, limits.StopGuardScope).Select(exits => Protections.StopGuard(exits, limits, now).Value ?? 0m))),
            Use("maxWindowDrawdown", limits.MaxWindowDrawdown, limits.MaxWindowDrawdown is null ? null : Largest(Scopes(state, limits.DrawdownScope).Select(exits => Protections.WindowDrawdown(exits, limits, portfolio.Equity, now).Value ?? 0m))),
            Use("maxCorrelation", limits.MaxCorrelation, LargestCorrelation(findings)),
            Use("maxValueAtRisk", limits.MaxValueAtRisk, findings?.ValueAtRisk),
            Use("maxStressLoss", limits.MaxStressLoss, findings?.StressLoss),
        ];
        return [.. uses.OfType<LimitUse>()];
    }

    private static LimitUse? Use(string name, decimal? limit, decimal? value) =>
        limit is { } most and > 0m && value is { } used ? new LimitUse(name, most, Math.Round(used, 6), Math.Round(used / most, 6)) : null;

    /// <summary>What must be left: all of it is used where no more than that is left.</summary>
    private static LimitUse? Floor(string name, decimal? limit, decimal left) =>
        limit is { } least and > 0m ? new LimitUse(name, least, Math.Round(left, 6), left > least ? Math.Round(least / left, 6) : 1m) : null;

    private static Money LargestPosition(PortfolioView portfolio, AccountState state) =>
        portfolio.Positions.Select(position => position.MarketValue.Abs() + state.Book(position.Symbol).EntryNotional)
            .Concat(state.Symbols.Values.Select(book => book.EntryNotional)).DefaultIfEmpty(Money.Zero).Max();

    private static Money LargestSector(PortfolioView portfolio, AccountState state, SectorMap sectors) =>
        portfolio.Positions.Select(position => (position.Symbol, Amount: position.MarketValue.Abs()))
            .Concat(state.Symbols.Select(pair => (Symbol: pair.Key, Amount: pair.Value.EntryNotional)))
            .Where(part => sectors.Of(part.Symbol) is not null)
            .GroupBy(part => sectors.Of(part.Symbol))
            .Select(sector => new Money(sector.Sum(part => part.Amount.Amount)))
            .DefaultIfEmpty(Money.Zero).Max();

    /// <summary>The latest exits of each symbol, or of all together, in the order of their times.</summary>
    private static IEnumerable<ClosedExit[]> Scopes(AccountState state, ProtectionScope scope) => scope == ProtectionScope.Symbol
        ? state.Symbols.Values.Select(book => book.Holding.Exits)
        : [[.. state.Symbols.Values.SelectMany(book => book.Holding.Exits).OrderBy(exit => exit.AtUtc).ThenBy(exit => exit.Order)]];

    private static decimal Executions(StrategyActivity strategy) => strategy.Entries + strategy.PreviousEntries;

    private static decimal? LargestCorrelation(RiskFindings? findings) => findings is null
        ? null
        : Largest(findings.Correlations.Values.SelectMany((row, i) => row.Where((value, j) => j > i && value is not null).Select(value => (decimal)value!.Value)));

    private static decimal Largest(IEnumerable<decimal> values) => values.Append(0m).Max();
}
