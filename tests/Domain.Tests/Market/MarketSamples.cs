using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Tests.Market;

/// <summary>Snapshots of daily bars in October 2013.</summary>
internal static class MarketSamples
{
    public static SymbolSnapshot Snapshot(string symbol, double[] closes, double volume = 1_000_000, double lastVolume = 1_000_000, double? gapOpen = null, Quote? quote = null)
    {
        var series = new BarSeries(new Symbol(symbol));
        var session = ExchangeCalendar.SessionOn(new DateOnly(2013, 6, 3))!;
        for (var i = 0; i < closes.Length; i++, session = ExchangeCalendar.NextSession(session.Date))
        {
            var isLast = i == closes.Length - 1;
            series.Append(new Bar(session.OpenUtc, session.CloseUtc, isLast ? gapOpen ?? closes[i] : closes[i], closes[i], closes[i], closes[i], isLast ? lastVolume : volume));
        }

        var last = series[series.Count - 1];
        return new SymbolSnapshot(new Symbol(symbol), last.EndUtc, last.Close, last.EndUtc, quote, series.WindowAt(last.EndUtc));
    }

    /// <summary>Closes that go by a step and swing a little.</summary>
    public static double[] Path(int count, double start = 100, double step = 0, double swing = 1) =>
        [.. Enumerable.Range(0, count).Select(i => start + step * i + (i % 2 == 0 ? swing : -swing))];
}
