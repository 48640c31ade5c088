namespace TradingFunctions.Domain.Market;

/// <summary>Describes a market by its bars: trend, volatility regime and liquidity of a symbol, breadth of a set.</summary>
public static class MarketConditions
{
    /// <summary>Conditions of one symbol; null with <see cref="ConditionSettings.LongBars"/> bars or fewer.</summary>
    public static SymbolConditions? Of(SymbolSnapshot snapshot, ConditionSettings settings)
    {
        var closes = snapshot.Bars.Closes;
        if (closes.Length <= settings.LongBars)
        {
            return null;
        }

        var shortVolatility = Indicators.RealisedVolatility(closes, settings.ShortBars);
        var longVolatility = Indicators.RealisedVolatility(closes, settings.LongBars);
        var ratio = longVolatility > 0 ? shortVolatility / longVolatility : 1;
        var walk = longVolatility * Math.Sqrt(settings.LongBars);
        var gap = Indicators.Sma(closes, settings.ShortBars) / Indicators.Sma(closes, settings.LongBars) - 1;
        var strength = walk > 0 ? gap / walk : 0;
        var dollars = DollarVolume(snapshot.Bars, settings.ShortBars);
        double? spread = snapshot.Quote is { IsTwoSided: true } quote ? quote.RelativeSpread : null;
        return new SymbolConditions(
            snapshot.Symbol,
            strength >= settings.TrendThreshold ? Trend.Up : strength <= -settings.TrendThreshold ? Trend.Down : Trend.Sideways,
            strength,
            ratio < settings.CalmBelow ? VolatilityRegime.Calm : ratio > settings.TurbulentAbove ? VolatilityRegime.Turbulent : VolatilityRegime.Normal,
            shortVolatility,
            ratio,
            spread > settings.WideSpread || dollars < settings.FairDollarVolume ? Liquidity.Thin : dollars < settings.DeepDollarVolume ? Liquidity.Fair : Liquidity.Deep,
            dollars,
            spread);
    }

    /// <summary>Breadth of a set; symbols with <paramref name="averageBars"/> bars or fewer are left out.</summary>
    public static MarketBreadth BreadthOf(IEnumerable<SymbolSnapshot> snapshots, int averageBars = 20)
    {
        int symbols = 0, advancing = 0, declining = 0, above = 0;
        foreach (var snapshot in snapshots)
        {
            var closes = snapshot.Bars.Closes;
            if (closes.Length <= averageBars)
            {
                continue;
            }

            symbols++;
            advancing += closes[^1] > closes[^2] ? 1 : 0;
            declining += closes[^1] < closes[^2] ? 1 : 0;
            above += closes[^1] > Indicators.Sma(closes, averageBars) ? 1 : 0;
        }

        return new MarketBreadth(symbols, advancing, declining, symbols - advancing - declining, symbols == 0 ? 0 : (double)above / symbols);
    }

    private static double DollarVolume(in BarWindow bars, int count)
    {
        var closes = bars.Closes[^count..];
        var volumes = bars.Volumes[^count..];
        double dollars = 0;
        for (var i = 0; i < count; i++)
        {
            dollars += closes[i] * volumes[i];
        }

        return dollars / count;
    }
}
