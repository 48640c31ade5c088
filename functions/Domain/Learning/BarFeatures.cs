using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Learning;

/// <summary>What a trained model sees of a symbol: figures of its newest bars, without a unit, so that symbols compare.</summary>
public static class BarFeatures
{
    /// <summary>Changes when a feature changes: a model trained on another set is refused.</summary>
    public const int Version = 1;

    private const int Long = 20;
    private const int RsiPeriod = 14;

    /// <summary>Bars that the features look back on.</summary>
    public const int RequiredBars = Long + 1;

    /// <summary>How many there are.</summary>
    public const int Count = 10;

    /// <summary>In the order of <see cref="TryRead"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "return1", "return2", "return5", "return10", "return20", "volatility20", "rsi14", "zscore20", "relativeVolume20", "range",
    ];

    /// <summary>Those that prices alone do not give: they need volumes, highs and lows.</summary>
    public static IReadOnlyList<int> BeyondPrices { get; } = [8, 9];

    /// <summary>Reads the features at the newest bar.</summary>
    /// <param name="bars">Oldest first; only the last <see cref="RequiredBars"/> are looked at.</param>
    /// <param name="into">As long as <see cref="Names"/>.</param>
    /// <returns>False where there are too few bars, or prices that give no finite figure.</returns>
    public static bool TryRead(in BarWindow bars, Span<double> into)
    {
        if (bars.Count < RequiredBars)
        {
            return false;
        }

        var closes = bars.Closes[^RequiredBars..];
        var last = bars.Last;
        into[0] = Return(closes, 1);
        into[1] = Return(closes, 2);
        into[2] = Return(closes, 5);
        into[3] = Return(closes, 10);
        into[4] = Return(closes, Long);
        into[5] = Volatility(closes);
        into[6] = (Indicators.Rsi(closes, RsiPeriod) / 100) - 0.5;
        into[7] = Or0(Indicators.ZScore(closes, Long));
        into[8] = Math.Log(1 + Or0(Indicators.RelativeVolume(bars.Volumes[^RequiredBars..], Long)));
        into[9] = last.High > last.Low ? ((last.Close - last.Low) / (last.High - last.Low)) - 0.5 : 0;
        foreach (var value in into[..Names.Count])
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static double Return(ReadOnlySpan<double> closes, int back) => Math.Log(closes[^1] / closes[^(back + 1)]);

    private static double Volatility(ReadOnlySpan<double> closes)
    {
        Span<double> returns = stackalloc double[Long];
        for (var i = 0; i < Long; i++)
        {
            returns[i] = Math.Log(closes[i + 1] / closes[i]);
        }

        return Indicators.StandardDeviation(returns);
    }

    /// <summary>A symbol that has not moved, or has not traded, has none.</summary>
    private static double Or0(double value) => double.IsFinite(value) ? value : 0;
}
