using TradingFunctions.Domain.Performance.Backtests;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>Names of metrics, the same for every kind of run, so that runs compare.</summary>
public static class ExperimentMetrics
{
    /// <summary>Dollars after fees.</summary>
    public const string ProfitLoss = "profit_loss";

    /// <summary>Per cent.</summary>
    public const string ReturnPercent = "return_pct";

    /// <summary>Trades that are over.</summary>
    public const string Trades = "trades_count";

    /// <summary>Share that was good: of trades those with a profit, of signals those that were right, of predictions those on the right side.</summary>
    public const string SuccessRate = "success_rate";

    public const string Sharpe = "sharpe";

    /// <summary>Largest fall from a peak, a fraction.</summary>
    public const string Drawdown = "drawdown";

    /// <summary>What a backtest came to; what is not defined is left out.</summary>
    /// <param name="profit">End equity less start equity, dollars.</param>
    public static SortedDictionary<string, double> Of(BacktestStatistics statistics, decimal profit)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            [ProfitLoss] = (double)profit,
            [ReturnPercent] = statistics.TotalReturn * 100,
            [Trades] = statistics.Trades,
            [Drawdown] = statistics.MaxDrawdown,
            ["sessions"] = statistics.Sessions,
            ["fills"] = statistics.Fills,
            ["fees"] = (double)statistics.Fees.Amount,
            ["turnover"] = statistics.Turnover,
            ["mean_exposure"] = statistics.MeanExposure,
        };
        Add(SuccessRate, statistics.WinRate);
        Add(Sharpe, statistics.Sharpe);
        Add("sortino", statistics.Sortino);
        Add("calmar", statistics.Calmar);
        Add("profit_factor", statistics.ProfitFactor);
        Add("annual_return_pct", statistics.AnnualReturn * 100);
        Add("expectancy", (double?)statistics.Expectancy?.Amount);
        return metrics;

        void Add(string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                metrics[name] = number;
            }
        }
    }
}
