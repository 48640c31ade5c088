using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Activities;

/// <param name="Index">Symbol that beta is measured against.</param>
/// <param name="Bars">Bars looked back over, 2 to 600.</param>
/// <param name="Confidence">Of the value at risk, above 0 and below 1: 0.95 for 95 %.</param>
public sealed record PortfolioRiskRequest(Symbol Index, int Bars, double Confidence);

/// <summary>Risk of the portfolio as it is now, held over the past bars. Null where there is too little history.</summary>
/// <param name="Beta">Against the index.</param>
/// <param name="Volatility">Standard deviation of returns per bar.</param>
/// <param name="ValueAtRisk">Per bar, a fraction of equity, by historical simulation.</param>
/// <param name="Drawdown">Largest fall that the present positions would have had, a fraction of equity.</param>
public sealed record PortfolioRiskReply(PortfolioExposure Exposure, double? Beta, double? Volatility, double? ValueAtRisk, double? Drawdown, int Bars);

/// <summary>Risk metrics of the portfolio: exposure, beta to the index, volatility, value at risk and drawdown of the present positions over past bars.</summary>
public sealed class AnalysePortfolio(IMarketData market, AccountQueries account) : IActivity<PortfolioRiskRequest, PortfolioRiskReply>
{
    public async Task<PortfolioRiskReply> Run(PortfolioRiskRequest input, CancellationToken cancellationToken)
    {
        if (input.Bars is < 2 or > 600)
        {
            throw new ActivityFailureException("BARS", $"bars: 2 to 600 are allowed, {input.Bars} was given.");
        }

        if (!(input.Confidence is > 0 and < 1))
        {
            throw new ActivityFailureException("CONFIDENCE", string.Create(CultureInfo.InvariantCulture, $"confidence: a number between 0 and 1 is allowed, {input.Confidence} was given."));
        }

        var portfolio = await account.Portfolio(cancellationToken);
        var exposure = PortfolioRisk.Exposure([.. portfolio.Positions.Select(p => p.MarketValue)], portfolio.Equity);
        var symbols = portfolio.Positions.Select(p => p.Symbol).Append(input.Index).Distinct().ToArray();
        var snapshots = await MarketCall.Try(() => market.FetchSnapshots(symbols, input.Bars + 1, cancellationToken));
        if (!snapshots.TryGetValue(input.Index, out var index) || index.Bars.Count < 3 || portfolio.Equity <= Money.Zero)
        {
            return new PortfolioRiskReply(exposure, null, null, null, null, 0);
        }

        var times = index.Bars.EndTicks.ToArray();
        var curve = Curve(portfolio, snapshots, times);
        var returns = PortfolioRisk.Returns(curve);
        var beta = PortfolioRisk.Beta(returns, PortfolioRisk.Returns(index.Bars.Closes));
        return new PortfolioRiskReply(
            exposure, Finite(beta), Finite(PortfolioRisk.Volatility(returns, periodsPerYear: 1)), Finite(PortfolioRisk.HistoricalVar(returns, input.Confidence)), Finite(PortfolioRisk.MaxDrawdown(curve)), times.Length);
    }

    /// <summary>Equity if the present positions had been held, at the index's bar ends; a symbol's price before its first bar is its first.</summary>
    private static double[] Curve(PortfolioView portfolio, IReadOnlyDictionary<Symbol, SymbolSnapshot> snapshots, long[] times)
    {
        var curve = new double[times.Length];
        Array.Fill(curve, (double)portfolio.Equity.Amount);
        foreach (var position in portfolio.Positions)
        {
            if (!snapshots.TryGetValue(position.Symbol, out var snapshot) || snapshot.Bars.IsEmpty)
            {
                continue;
            }

            var ends = snapshot.Bars.EndTicks;
            var closes = snapshot.Bars.Closes;
            var last = closes[^1];
            var at = 0;
            for (var i = 0; i < times.Length; i++)
            {
                while (at + 1 < ends.Length && ends[at + 1] <= times[i])
                {
                    at++;
                }

                curve[i] += (double)position.Quantity * (closes[at] - last);
            }
        }

        return curve;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
