using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Simulation.LiveMarket;

/// <summary>
/// A made-up market that never stops: minute bars and quotes as a pure function of (seed, symbol, session), given out as the clock reaches them. The
/// same seed and start give the same prices after a restart.
/// </summary>
public sealed class SimulatedLiveMarket : IMarketData
{
    private const int SessionsKept = DailyVolume.Reach;

    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Listing[] listings;
    private readonly Dictionary<Symbol, Listing> bySymbol;
    private Session lastMade;

    private sealed class Listing(SimulatedSymbol symbol, ulong seed)
    {
        public Symbol Symbol { get; } = symbol.Symbol;

        public SessionGenerator Generator { get; } = new(symbol, seed);

        public BarSeries Bars { get; set; } = new(symbol.Symbol, 2048);
    }

    /// <param name="firstSession">First session of the simulation, history apart; it must stay the same over restarts.</param>
    /// <param name="historySessions">Sessions of bars before it; by default what the average daily volume needs.</param>
    public SimulatedLiveMarket(IReadOnlyList<SimulatedSymbol> symbols, ulong seed, DateOnly firstSession, TimeProvider clock, int historySessions = DailyVolume.Warmup + 1)
    {
        this.clock = clock;
        listings = [.. symbols.Select(s => new Listing(s, seed)).OrderBy(l => l.Symbol)];
        bySymbol = listings.ToDictionary(l => l.Symbol);
        lastMade = ExchangeCalendar.PreviousSession(firstSession);
        for (var i = 0; i < historySessions; i++)
        {
            lastMade = ExchangeCalendar.PreviousSession(lastMade.Date);
        }
    }

    public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

    public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Symbol>>([.. listings.Select(l => l.Symbol)]);

    public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        MakeUpTo(nowUtc);
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(symbols.Count);
        foreach (var symbol in symbols)
        {
            var window = bySymbol.TryGetValue(symbol, out var listing) ? listing.Bars.WindowAt(nowUtc, bars) : BarWindow.Empty;
            if (!window.IsEmpty)
            {
                var last = window.Last;
                snapshots[symbol] = new SymbolSnapshot(symbol, nowUtc, last.Close, last.EndUtc, new Quote(last.EndUtc, last.Bid, last.Ask), window);
            }
        }

        return Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(snapshots);
    }

    public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(
        IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        MakeUpTo(nowUtc);
        var end = toUtc < nowUtc ? toUtc : nowUtc;
        var history = new Dictionary<Symbol, BarWindow>(symbols.Count);
        foreach (var symbol in symbols)
        {
            if (bySymbol.TryGetValue(symbol, out var listing))
            {
                var first = listing.Bars.CountAt(fromUtc);
                history[symbol] = listing.Bars.WindowAt(end, Math.Max(0, listing.Bars.CountAt(end) - first));
            }
        }

        return Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(history);
    }

    /// <summary>The bars of a symbol that have ended, for the exchange that matches on them; null for an unknown symbol.</summary>
    public BarSeries? BarsOf(Symbol symbol)
    {
        MakeUpTo(clock.GetUtcNow().UtcDateTime);
        return bySymbol.GetValueOrDefault(symbol)?.Bars;
    }

    /// <summary>Makes the sessions that have begun. Their later minutes are there already and are not given out before their end.</summary>
    private void MakeUpTo(DateTime nowUtc)
    {
        lock (gate)
        {
            var next = ExchangeCalendar.NextSession(lastMade.Date);
            while (next.OpenUtc <= nowUtc)
            {
                foreach (var listing in listings)
                {
                    Append(listing, next);
                }

                lastMade = next;
                next = ExchangeCalendar.NextSession(lastMade.Date);
            }
        }
    }

    /// <summary>A new series whenever the old one has grown long: readers keep the one they hold.</summary>
    private static void Append(Listing listing, Session session)
    {
        const int mostBars = 390 * SessionsKept;
        if (listing.Bars.Count > 2 * mostBars)
        {
            var shorter = new BarSeries(listing.Symbol, 3 * mostBars);
            for (var i = listing.Bars.Count - mostBars; i < listing.Bars.Count; i++)
            {
                shorter.Append(listing.Bars[i]);
            }

            listing.Bars = shorter;
        }

        foreach (var bar in listing.Generator.Next(session))
        {
            listing.Bars.Append(bar);
        }
    }
}
