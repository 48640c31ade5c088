using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Simulation.Market;

/// <summary>Views of bar series that copy no bar.</summary>
internal static class Snapshots
{
    /// <summary>State of a series that has at least one bar at this time.</summary>
    public static SymbolSnapshot Of(BarSeries series, DateTime asOfUtc, int bars)
    {
        var window = series.WindowAt(asOfUtc, bars);
        var last = series[series.CountAt(asOfUtc) - 1];
        Quote? quote = last.Bid > 0 || last.Ask > 0 ? new Quote(last.EndUtc, last.Bid, last.Ask) : null;
        return new SymbolSnapshot(series.Symbol, asOfUtc, last.Close, last.EndUtc, quote, window);
    }

    /// <summary>Bars that end in (from, to]; symbols without any are absent.</summary>
    public static IReadOnlyDictionary<Symbol, BarWindow> History(
        IReadOnlyCollection<Symbol> symbols, IReadOnlyDictionary<Symbol, BarSeries> seriesOf, DateTime fromUtc, DateTime toUtc)
    {
        var windows = new Dictionary<Symbol, BarWindow>(symbols.Count);
        foreach (var symbol in symbols)
        {
            if (seriesOf.TryGetValue(symbol, out var series) && series.CountAt(toUtc) - series.CountAt(fromUtc) is > 0 and var count)
            {
                windows[symbol] = series.WindowAt(toUtc, count);
            }
        }

        return windows;
    }
}
