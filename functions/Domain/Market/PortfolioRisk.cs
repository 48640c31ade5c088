namespace TradingFunctions.Domain.Market;

/// <summary>What a portfolio holds against its equity.</summary>
/// <param name="Gross">Long plus short market value.</param>
/// <param name="Net">Long minus short market value.</param>
/// <param name="GrossFraction">Gross over equity; 0 without equity.</param>
/// <param name="NetFraction">Net over equity; 0 without equity.</param>
/// <param name="LargestFraction">Largest single position over equity; 0 without equity.</param>
public sealed record PortfolioExposure(Money Long, Money Short, Money Gross, Money Net, double GrossFraction, double NetFraction, double LargestFraction);

/// <summary>Risk figures of a portfolio. Returns are simple returns per period, oldest first; NaN where there are too few.</summary>
public static class PortfolioRisk
{
    /// <param name="marketValues">Market value per position, negative for short ones.</param>
    /// <param name="equity">Cash plus market values.</param>
    public static PortfolioExposure Exposure(ReadOnlySpan<Money> marketValues, Money equity)
    {
        Money longs = default, shorts = default, largest = default;
        foreach (var value in marketValues)
        {
            longs += value > Money.Zero ? value : Money.Zero;
            shorts += value < Money.Zero ? -value : Money.Zero;
            largest = value.Abs() > largest ? value.Abs() : largest;
        }

        return new PortfolioExposure(longs, shorts, longs + shorts, longs - shorts, Over(longs + shorts), Over(longs - shorts), Over(largest));

        double Over(Money amount) => equity > Money.Zero ? (double)(amount.Amount / equity.Amount) : 0;
    }

    /// <summary>Simple returns of a price or equity curve: one fewer than there are values.</summary>
    public static double[] Returns(ReadOnlySpan<double> values)
    {
        var returns = new double[Math.Max(0, values.Length - 1)];
        for (var i = 0; i < returns.Length; i++)
        {
            returns[i] = values[i + 1] / values[i] - 1;
        }

        return returns;
    }

    /// <summary>Standard deviation of the returns times the root of <paramref name="periodsPerYear"/> (252 for days).</summary>
    public static double Volatility(ReadOnlySpan<double> returns, double periodsPerYear) => Indicators.StandardDeviation(returns) * Math.Sqrt(periodsPerYear);

    /// <summary>Slope of the returns over the index's: covariance over variance (Sharpe, 1964). NaN where the index does not move.</summary>
    /// <exception cref="ArgumentException">The two are not equally long.</exception>
    public static double Beta(ReadOnlySpan<double> returns, ReadOnlySpan<double> index)
    {
        if (returns.Length != index.Length)
        {
            throw new ArgumentException($"There are {returns.Length} returns of the portfolio and {index.Length} of the index.", nameof(index));
        }

        if (returns.Length < 2)
        {
            return double.NaN;
        }

        var mean = Indicators.Mean(returns);
        var indexMean = Indicators.Mean(index);
        double covariance = 0, variance = 0;
        for (var i = 0; i < index.Length; i++)
        {
            covariance += (returns[i] - mean) * (index[i] - indexMean);
            variance += (index[i] - indexMean) * (index[i] - indexMean);
        }

        return variance > 0 ? covariance / variance : double.NaN;
    }

    /// <summary>
    /// Value at risk by historical simulation: the loss, as a positive fraction, that a period did not exceed in <paramref name="confidence"/> of all cases
    /// (nearest rank of the empirical quantile). 0 where even that period gained.
    /// </summary>
    public static double HistoricalVar(ReadOnlySpan<double> returns, double confidence)
    {
        var worst = WorstFirst(returns, confidence, out var tail);
        return worst.Length == 0 ? double.NaN : Math.Max(0, -worst[tail - 1]);
    }

    /// <summary>Mean loss of the periods at and beyond the value at risk, as a positive fraction.</summary>
    public static double ExpectedShortfall(ReadOnlySpan<double> returns, double confidence)
    {
        var worst = WorstFirst(returns, confidence, out var tail);
        return worst.Length == 0 ? double.NaN : Math.Max(0, -Indicators.Mean(worst.AsSpan(0, tail)));
    }

    /// <summary>Largest fall of a curve from a peak, as a fraction of the peak.</summary>
    public static double MaxDrawdown(ReadOnlySpan<double> equity)
    {
        double peak = 0, drawdown = 0;
        foreach (var value in equity)
        {
            peak = Math.Max(peak, value);
            drawdown = peak > 0 ? Math.Max(drawdown, 1 - value / peak) : drawdown;
        }

        return drawdown;
    }

    private static double[] WorstFirst(ReadOnlySpan<double> returns, double confidence, out int tail)
    {
        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence must be between 0 and 1.");
        }

        var sorted = returns.ToArray();
        Array.Sort(sorted);
        // 1 - 0.95 is a little more than 0.05: without the tolerance 100 returns would give the sixth worst.
        tail = Math.Max(1, (int)Math.Ceiling((1 - confidence) * sorted.Length - 1e-9));
        return sorted;
    }
}
