using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using MarketQuote = TradingFunctions.Domain.Market.Quote;

namespace TradingFunctions.Infra.Alpaca.Market;

/// <summary>The package's prices as ours.</summary>
internal static class MarketMapping
{
    private const int BarsOfASession = 390;

    /// <summary>Snapshots with the newest bar that has ended. A symbol that never traded is left out.</summary>
    public static Dictionary<Symbol, SymbolSnapshot> Snapshots(IReadOnlyDictionary<string, ISnapshot> page, DateTime asOfUtc, TimeSpan period)
    {
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(page.Count);
        foreach (var (name, snapshot) in page)
        {
            if (Symbol.TryCreate(name, out var symbol, out _) && snapshot.Trade is { Price: > 0m } trade)
            {
                snapshots[symbol] = new SymbolSnapshot(
                    symbol, asOfUtc, (double)trade.Price, Utc(trade.TimestampUtc), QuoteOf(snapshot.Quote), snapshot.MinuteBar is { } bar ? Window(symbol, BarOf(bar, period), asOfUtc) : BarWindow.Empty);
            }
        }

        return snapshots;
    }

    public static Bar BarOf(IBar bar, TimeSpan period)
    {
        var start = Utc(bar.TimeUtc);
        return new Bar(start, start + period, (double)bar.Open, (double)bar.High, (double)bar.Low, (double)bar.Close, (double)bar.Volume);
    }

    /// <summary>From when so many minutes of sessions, and one session more for minutes without a trade, lie before a moment.</summary>
    public static DateTime Reach(DateTime asOfUtc, int bars)
    {
        var date = ExchangeCalendar.PreviousSession(DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(asOfUtc))).Date;
        for (var left = bars; left > BarsOfASession; left -= BarsOfASession)
        {
            date = ExchangeCalendar.PreviousSession(date).Date;
        }

        return ExchangeCalendar.SessionOn(date)!.OpenUtc;
    }

    public static BarWindow Newest(BarWindow window, int bars) => window.First(window.Count, bars);

    private static BarWindow Window(Symbol symbol, Bar bar, DateTime asOfUtc)
    {
        var series = new BarSeries(symbol, 1);
        series.Append(bar);
        return series.WindowAt(asOfUtc);
    }

    private static MarketQuote? QuoteOf(IQuote? quote) => quote is { } known ? new MarketQuote(Utc(known.TimestampUtc), (double)known.BidPrice, (double)known.AskPrice) : null;

    private static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
}
