using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Performance.Backtests;

/// <summary>What parameter sets are ranked by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SweepMetric>))]
public enum SweepMetric
{
    Sharpe,
    Sortino,
    Calmar,
    Return,
}

/// <summary>Reads a metric off returns.</summary>
public static class SweepMetrics
{
    /// <returns>Negative infinity where the metric is not defined: nothing that is known is worse.</returns>
    public static double Of(SweepMetric metric, ReturnStatistics returns) => metric switch
    {
        SweepMetric.Sharpe => returns.Sharpe(),
        SweepMetric.Sortino => returns.Sortino(),
        SweepMetric.Calmar => returns.Calmar(),
        SweepMetric.Return => returns.TotalReturn,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Unknown metric."),
    } ?? double.NegativeInfinity;
}
