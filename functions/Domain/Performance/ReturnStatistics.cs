namespace TradingFunctions.Domain.Performance;

/// <summary>Simple returns per period, taken in one after another: what is kept does not grow. Formulas and sources are in <c>docs/books.md</c>.</summary>
/// <param name="Mean">Of the returns.</param>
/// <param name="SquaredDeviations">Sum of squared deviations from the mean, updated by Welford (1962).</param>
/// <param name="SquaredDownside">Sum of the squared returns below 0.</param>
/// <param name="Growth">What one dollar became.</param>
/// <param name="PeakGrowth">Highest value of <paramref name="Growth"/>, 1 or more.</param>
/// <param name="MaxDrawdown">Largest fall from a peak, a fraction of the peak.</param>
public sealed record ReturnStatistics(int Periods, double Mean, double SquaredDeviations, double SquaredDownside, double Growth, double PeakGrowth, double MaxDrawdown)
{
    /// <summary>Trading days of a year.</summary>
    public const double DaysPerYear = 252;

    public static ReturnStatistics None { get; } = new(0, 0, 0, 0, 1, 1, 0);

    /// <summary>Of returns, oldest first.</summary>
    public static ReturnStatistics Of(ReadOnlySpan<double> returns)
    {
        var statistics = None;
        foreach (var value in returns)
        {
            statistics = statistics.Add(value);
        }

        return statistics;
    }

    /// <param name="value">A fraction, -1 or more: 0.01 is 1 %.</param>
    public ReturnStatistics Add(double value)
    {
        var periods = Periods + 1;
        var mean = Mean + ((value - Mean) / periods);
        var growth = Growth * (1 + value);
        var peak = Math.Max(PeakGrowth, growth);
        return new ReturnStatistics(
            periods,
            mean,
            SquaredDeviations + ((value - Mean) * (value - mean)),
            SquaredDownside + (value < 0 ? value * value : 0),
            growth,
            peak,
            Math.Max(MaxDrawdown, 1 - (growth / peak)));
    }

    /// <summary>Return over all periods.</summary>
    public double TotalReturn => Growth - 1;

    /// <summary>Sample standard deviation of a year of returns; null with fewer than two.</summary>
    public double? Volatility(double periodsPerYear = DaysPerYear) => Periods < 2 ? null : Math.Sqrt(SquaredDeviations / (Periods - 1)) * Math.Sqrt(periodsPerYear);

    /// <summary>Mean over standard deviation, times the root of the periods in a year; the risk-free rate counts as 0 (Sharpe, 1994). Null with fewer than two returns, or where they do not vary.</summary>
    public double? Sharpe(double periodsPerYear = DaysPerYear) =>
        Periods < 2 || SquaredDeviations <= 0 ? null : Mean / Math.Sqrt(SquaredDeviations / (Periods - 1)) * Math.Sqrt(periodsPerYear);

    /// <summary>Mean over downside deviation below a target of 0, times the root of the periods in a year (Sortino and Price, 1994). Null without a return below 0.</summary>
    public double? Sortino(double periodsPerYear = DaysPerYear) =>
        Periods < 2 || SquaredDownside <= 0 ? null : Mean / Math.Sqrt(SquaredDownside / Periods) * Math.Sqrt(periodsPerYear);

    /// <summary>Compound return of a year; null without returns, or where all was lost.</summary>
    public double? AnnualReturn(double periodsPerYear = DaysPerYear) => Periods == 0 || Growth <= 0 ? null : Math.Pow(Growth, periodsPerYear / Periods) - 1;

    /// <summary>Annual return over the largest drawdown, of all periods taken in (Young, 1991, looks at 36 months). Null without a drawdown.</summary>
    public double? Calmar(double periodsPerYear = DaysPerYear) => MaxDrawdown <= 0 ? null : AnnualReturn(periodsPerYear) / MaxDrawdown;
}
