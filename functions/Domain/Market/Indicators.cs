namespace TradingFunctions.Domain.Market;

/// <summary>Technical indicators over plain spans, oldest value first. Nothing is allocated; NaN where there are too few values.</summary>
/// <remarks>Sums run in one fixed order, so that equal input gives equal bits. A period below 1 throws <see cref="ArgumentOutOfRangeException"/>.</remarks>
public static class Indicators
{
    /// <summary>Arithmetic mean of the last <paramref name="period"/> values: NIST/SEMATECH e-Handbook of Statistical Methods, 6.4.2.1, single moving average.</summary>
    public static double Sma(ReadOnlySpan<double> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        return values.Length < period ? double.NaN : Mean(values[^period..]);
    }

    /// <summary>
    /// Exponential average, S = alpha * value + (1 - alpha) * S: NIST/SEMATECH e-Handbook, 6.4.3.1; alpha = 2 / (period + 1), which gives the values the mean age of
    /// those in a plain average (Brown, Statistical Forecasting for Inventory Control, 1959). It begins with the mean of the first <paramref name="period"/> values.
    /// </summary>
    public static double Ema(ReadOnlySpan<double> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (values.Length < period)
        {
            return double.NaN;
        }

        var alpha = 2.0 / (period + 1);
        var ema = Mean(values[..period]);
        foreach (var value in values[period..])
        {
            ema += alpha * (value - ema);
        }

        return ema;
    }

    /// <summary>
    /// Relative strength index, 0 to 100: Wilder, New Concepts in Technical Trading Systems (1978), section VI. Averages of gains and losses begin with
    /// the mean of the first <paramref name="period"/> changes and go on with weight 1 / period. Needs period + 1 closes; 50 where nothing moved.
    /// </summary>
    public static double Rsi(ReadOnlySpan<double> closes, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (closes.Length <= period)
        {
            return double.NaN;
        }

        double gain = 0, loss = 0;
        for (var i = 1; i <= period; i++)
        {
            var change = closes[i] - closes[i - 1];
            gain += Math.Max(change, 0);
            loss += Math.Max(-change, 0);
        }

        gain /= period;
        loss /= period;
        var weight = 1.0 / period;
        for (var i = period + 1; i < closes.Length; i++)
        {
            var change = closes[i] - closes[i - 1];
            gain += weight * (Math.Max(change, 0) - gain);
            loss += weight * (Math.Max(-change, 0) - loss);
        }

        return gain + loss > 0 ? 100 * gain / (gain + loss) : 50;
    }

    /// <summary>
    /// Average true range in dollars: Wilder (1978), section III. The true range is the largest of high - low, |high - close before| and |low - close before|;
    /// its average begins with the mean of the first <paramref name="period"/> and goes on with weight 1 / period. Needs period + 1 bars.
    /// </summary>
    public static double Atr(ReadOnlySpan<double> highs, ReadOnlySpan<double> lows, ReadOnlySpan<double> closes, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (highs.Length != closes.Length || lows.Length != closes.Length)
        {
            throw new ArgumentException($"Highs, lows and closes must be as many; there are {highs.Length}, {lows.Length} and {closes.Length}.");
        }

        if (closes.Length <= period)
        {
            return double.NaN;
        }

        double atr = 0;
        for (var i = 1; i < closes.Length; i++)
        {
            var range = Math.Max(highs[i], closes[i - 1]) - Math.Min(lows[i], closes[i - 1]);
            atr += i <= period ? range / period : (range - atr) / period;
        }

        return atr;
    }

    /// <summary>Sample standard deviation of the last <paramref name="period"/> log returns, per bar. Times the root of the bars per year it is annual.</summary>
    public static double RealisedVolatility(ReadOnlySpan<double> closes, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        if (closes.Length <= period)
        {
            return double.NaN;
        }

        // Welford's recurrence (Knuth, TAOCP volume 2, 4.2.2): one pass, no cancellation.
        var last = closes[^(period + 1)..];
        double mean = 0, squares = 0;
        for (var i = 1; i < last.Length; i++)
        {
            var value = Math.Log(last[i] / last[i - 1]);
            var delta = value - mean;
            mean += delta / i;
            squares += delta * (value - mean);
        }

        return Math.Sqrt(squares / (period - 1));
    }

    /// <summary>Newest volume over the mean of the <paramref name="period"/> before it; NaN where that mean is 0.</summary>
    public static double RelativeVolume(ReadOnlySpan<double> volumes, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (volumes.Length <= period)
        {
            return double.NaN;
        }

        var average = Mean(volumes[^(period + 1)..^1]);
        return average > 0 ? volumes[^1] / average : double.NaN;
    }

    /// <summary>The standard score of the newest value: (value - mean) / <see cref="StandardDeviation"/> of the last <paramref name="period"/> values; 0 where they are all equal.</summary>
    public static double ZScore(ReadOnlySpan<double> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        if (values.Length < period)
        {
            return double.NaN;
        }

        var last = values[^period..];
        var deviation = StandardDeviation(last);
        return deviation > 0 ? (last[^1] - Mean(last)) / deviation : 0;
    }

    /// <summary>Sample standard deviation, the root of the sum of squares over n - 1: NIST/SEMATECH e-Handbook, 1.3.5.6. NaN for fewer than 2 values.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var mean = Mean(values);
        double squares = 0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1));
    }

    internal static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
