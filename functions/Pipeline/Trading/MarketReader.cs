using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The market as trading decisions need it: the symbol's reference price, and marks for everything held.</summary>
public sealed class MarketReader(IMarketData market, BrokerStanding broker, TradingRulesSource rules, TradeOptions options)
{
    /// <summary>How long a volume that cannot be used is not asked for again.</summary>
    private static readonly TimeSpan VolumePause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Symbol, KnownVolume> volumes = new();
    private volatile Marks? cached;

    /// <summary>Length of the source's own bars.</summary>
    public TimeSpan BarPeriod => market.BarPeriod;

    /// <summary>Looks at the market for an order. A source that does not answer gives a view without a reference, which denies entries and lets exits pass.</summary>
    /// <param name="isEntry">The order opens or adds: what the broker says of it is asked for besides.</param>
    public async Task<MarketView> Look(Symbol symbol, AccountState state, DateTime nowUtc, bool isEntry, CancellationToken cancellationToken)
    {
        var standing = isEntry ? broker.Of(symbol, nowUtc, cancellationToken) : Task.FromResult(EntryStanding.NotAsked);
        var view = await LookAtPrices(symbol, state, nowUtc, cancellationToken);
        var (brokerTrades, shortable, buyingPower) = await standing;
        return view with { BrokerTrades = brokerTrades, Shortable = shortable, BuyingPower = buyingPower };
    }

    /// <summary>Prices of everything held.</summary>
    /// <exception cref="MarketDataException">The source did not answer.</exception>
    public async Task<IReadOnlyDictionary<Symbol, Price>> MarksOf(AccountState state, DateTime nowUtc, CancellationToken cancellationToken) =>
        (await Read(state, nowUtc, cancellationToken)).Prices;

    private async Task<MarketView> LookAtPrices(Symbol symbol, AccountState state, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var open = options.IsMarketOpen(nowUtc);
        try
        {
            var marks = await Read(state, nowUtc, cancellationToken);
            var snapshots = await market.FetchSnapshots([symbol], 1, cancellationToken);
            var view = snapshots.TryGetValue(symbol, out var snapshot)
                ? new MarketView(Reference(snapshot)?.Price, snapshot.LastPriceUtc, market.BarPeriod, open, Tradable: true, Shortable: null, await Volume(symbol, nowUtc, cancellationToken), marks.Prices)
                : new MarketView(Reference: null, default, market.BarPeriod, open, Tradable: false, Shortable: null, Volume: null, marks.Prices);
            return view with { MarkAges = new MarkAges(marks.Times, nowUtc, options.OpenTimeBetween) };
        }
        catch (MarketDataException)
        {
            var known = cached ?? Marks.None;
            return new MarketView(Reference: null, default, market.BarPeriod, open, Tradable: true, Shortable: null, Volume: null, known.Prices) { MarkAges = new MarkAges(known.Times, nowUtc, options.OpenTimeBetween) };
        }
    }

    private async Task<Marks> Read(AccountState state, DateTime nowUtc, CancellationToken cancellationToken)
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
            return fresh ? known! : Marks.None;
        }

        var snapshots = await market.FetchSnapshots(wanted, 1, cancellationToken);
        var prices = fresh ? new Dictionary<Symbol, Price>(known!.Prices) : [];
        var times = fresh ? new Dictionary<Symbol, DateTime>(known!.Made) : [];
        foreach (var symbol in wanted)
        {
            if (snapshots.TryGetValue(symbol, out var snapshot) && Reference(snapshot) is var (price, atUtc))
            {
                (prices[symbol], times[symbol]) = (price, atUtc);
            }
        }

        return cached = new Marks(fresh ? known!.AtUtc : nowUtc, [.. fresh ? known!.Asked : [], .. wanted], prices, times);
    }

    /// <summary>Middle of the quote when it is at least as new as the last trade, else the last price; null where there is no positive price.</summary>
    private static (Price Price, DateTime AtUtc)? Reference(SymbolSnapshot snapshot)
    {
        var (price, atUtc) = snapshot.Quote is { IsTwoSided: true } quote && quote.AtUtc >= snapshot.LastPriceUtc
            ? (quote.Mid, quote.AtUtc)
            : (snapshot.LastPrice, snapshot.LastPriceUtc);
        return price is > 0 and < 10_000_000 ? (Price.From(price), atUtc) : null;
    }

    /// <summary>Shares a day, asked for once a session and only where a limit rests on it; null where the source did not answer.</summary>
    private async Task<DailyVolume?> Volume(Symbol symbol, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (rules.Current.Limits.MaxVolumeShare is null)
        {
            return null;
        }

        var session = DailyVolume.LastClosed(nowUtc).Date;
        if (volumes.TryGetValue(symbol, out var known) && known.Session == session && (known.Volume.Usable is not null || (nowUtc >= known.AtUtc && nowUtc - known.AtUtc < VolumePause)))
        {
            return known.Volume;
        }

        try
        {
            var history = await market.FetchHistory([symbol], DailyVolume.FirstUtc(nowUtc), nowUtc, cancellationToken);
            var volume = DailyVolume.Of(history.GetValueOrDefault(symbol), nowUtc);
            volumes[symbol] = new KnownVolume(session, nowUtc, volume);
            return volume;
        }
        catch (MarketDataException)
        {
            return null;
        }
    }

    private sealed record KnownVolume(DateOnly Session, DateTime AtUtc, DailyVolume Volume);

    private sealed record Marks(DateTime AtUtc, HashSet<Symbol> Asked, IReadOnlyDictionary<Symbol, Price> Prices, IReadOnlyDictionary<Symbol, DateTime> Made)
    {
        public MarkTimes Times { get; } = new(Made);

        public static readonly Marks None = new(default, [], new Dictionary<Symbol, Price>(), new Dictionary<Symbol, DateTime>());
    }
}
