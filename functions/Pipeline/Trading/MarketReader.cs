using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The market as trading decisions need it: the symbol's reference price, and marks for everything held.</summary>
public sealed class MarketReader(IMarketData market, TradeOptions options)
{
    private volatile Marks? cached;

    /// <summary>Length of the source's own bars.</summary>
    public TimeSpan BarPeriod => market.BarPeriod;

    /// <summary>Looks at the market for an order. A source that does not answer gives a view without prices, which denies entries and lets exits pass.</summary>
    public async Task<MarketView> Look(Symbol symbol, AccountState state, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var open = options.IsMarketOpen(nowUtc);
        try
        {
            var marks = await MarksOf(state, nowUtc, cancellationToken);
            var bars = market.BarPeriod >= TimeSpan.FromDays(1) ? Math.Max(1, options.VolumeBars) : 1;
            var snapshots = await market.FetchSnapshots([symbol], bars, cancellationToken);
            return snapshots.TryGetValue(symbol, out var snapshot)
                ? new MarketView(Reference(snapshot), snapshot.LastPriceUtc, market.BarPeriod, open, Tradable: true, Shortable: true, AverageVolume(snapshot), marks)
                : new MarketView(Reference: null, default, market.BarPeriod, open, Tradable: false, Shortable: false, AverageDailyVolume: null, marks);
        }
        catch (MarketDataException)
        {
            return new MarketView(Reference: null, default, market.BarPeriod, open, Tradable: true, Shortable: true, AverageDailyVolume: null, cached?.Prices ?? Marks.None);
        }
    }

    /// <summary>Prices of everything held.</summary>
    /// <exception cref="MarketDataException">The source did not answer.</exception>
    public async Task<IReadOnlyDictionary<Symbol, Price>> MarksOf(AccountState state, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var known = cached;
        var fresh = known is not null && nowUtc - known.AtUtc <= options.MarkLife && nowUtc >= known.AtUtc;
        var wanted = new List<Symbol>();
        foreach (var (symbol, book) in state.Symbols)
        {
            if (!book.Position.IsFlat && !(fresh && known!.Asked.Contains(symbol)))
            {
                wanted.Add(symbol);
            }
        }

        if (wanted.Count == 0)
        {
            return fresh ? known!.Prices : Marks.None;
        }

        var snapshots = await market.FetchSnapshots(wanted, 1, cancellationToken);
        var prices = fresh ? new Dictionary<Symbol, Price>(known!.Prices) : [];
        foreach (var symbol in wanted)
        {
            if (snapshots.TryGetValue(symbol, out var snapshot) && Reference(snapshot) is { } price)
            {
                prices[symbol] = price;
            }
        }

        cached = new Marks(fresh ? known!.AtUtc : nowUtc, [.. fresh ? known!.Asked : [], .. wanted], prices);
        return prices;
    }

    /// <summary>Middle of the quote when it is at least as new as the last trade, else the last price; null where there is no positive price.</summary>
    private static Price? Reference(SymbolSnapshot snapshot)
    {
        var price = snapshot.Quote is { IsTwoSided: true } quote && quote.AtUtc >= snapshot.LastPriceUtc ? quote.Mid : snapshot.LastPrice;
        return price is > 0 and < 10_000_000 ? Price.From(price) : null;
    }

    private static decimal? AverageVolume(SymbolSnapshot snapshot)
    {
        var volumes = snapshot.Bars.Volumes;
        if (volumes.IsEmpty || snapshot.Bars.Last.EndUtc - snapshot.Bars.Last.StartUtc < TimeSpan.FromHours(3))
        {
            return null;
        }

        double sum = 0;
        foreach (var volume in volumes)
        {
            sum += volume;
        }

        return Math.Round((decimal)(sum / volumes.Length), 2);
    }

    private sealed record Marks(DateTime AtUtc, HashSet<Symbol> Asked, IReadOnlyDictionary<Symbol, Price> Prices)
    {
        public static readonly IReadOnlyDictionary<Symbol, Price> None = new Dictionary<Symbol, Price>();
    }
}
