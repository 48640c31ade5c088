using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.Watching;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>The risk report: latest findings of the background analysis, use of the limits now, denials by reason.</summary>
public sealed class RiskReporter(
    AccountQueries account, AccountBook book, RiskAnalyst analyst, TradingRulesSource rules, DenialCounter denials, TradingWatch watch, IBrokerHealth health, IBroker broker, ReconciliationLog reconciliations, ModelWatch models)
{
    public async Task<RiskReport> Report(CancellationToken cancellationToken)
    {
        var portfolio = await account.Portfolio(cancellationToken);
        var findings = await analyst.Latest(cancellationToken);
        return new RiskReport(
            portfolio.AsOfUtc,
            findings,
            [.. Uses(portfolio, findings, book.State, rules.Current.Limits)],
            denials.ToArray(),
            portfolio.State,
            [.. watch.Latest],
            health.Endpoints(),
            broker.Rate,
            await reconciliations.Read(cancellationToken),
            await models.Latest(cancellationToken));
    }

    private static IEnumerable<LimitUse> Uses(PortfolioView portfolio, RiskFindings? findings, AccountState state, RiskLimits limits)
    {
        var equity = portfolio.Equity.Amount;
        decimal Share(Money amount) => equity > 0m ? amount.Amount / equity : 0m;
        var largest = portfolio.Positions.Select(position => position.MarketValue.Abs()).DefaultIfEmpty(Money.Zero).Max();
        LimitUse?[] uses =
        [
            Use("maxGrossExposure", limits.MaxGrossExposure, Share(portfolio.Exposure + portfolio.ReservedExposure)),
            Use("maxSymbolShare", limits.MaxSymbolShare, Share(largest)),
            Use("maxPositions", limits.MaxPositions, state.Symbols.Count(pair => !pair.Value.Position.IsFlat || pair.Value.Entries != 0m)),
            Use("maxPortfolioRisk", limits.MaxPortfolioRisk, Share(state.Ledger.OpenRisk)),
            Use("maxDrawdown", limits.MaxDrawdown, portfolio.Drawdown),
            Use("maxDailyLoss", limits.MaxDailyLoss, Math.Max(0m, state.Ledger.DayLoss(portfolio.Equity) ?? 0m)),
            Use("messagesPerMinute", limits.MessagesPerMinute, limits.MessagesPerMinute is { } rate ? state.Ledger.Rate.UsedAt(portfolio.AsOfUtc, rate) : 0m),
            Use("maxValueAtRisk", limits.MaxValueAtRisk, findings?.ValueAtRisk),
            Use("maxStressLoss", limits.MaxStressLoss, findings?.StressLoss),
        ];
        return uses.OfType<LimitUse>();
    }

    private static LimitUse? Use(string name, decimal? limit, decimal? value) =>
        limit is { } most and > 0m && value is { } used ? new LimitUse(name, most, Math.Round(used, 6), Math.Round(used / most, 6)) : null;
}
