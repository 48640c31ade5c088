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
            LimitUses.Of(portfolio, findings, book.State, rules.Current),
            denials.ToArray(),
            portfolio.State,
            [.. watch.Latest],
            health.Endpoints(),
            broker.Rate,
            await reconciliations.Read(cancellationToken),
            await models.Latest(cancellationToken));
    }
}
