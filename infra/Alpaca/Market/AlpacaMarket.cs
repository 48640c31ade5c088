using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Market;

/// <summary>Alpaca's prices: snapshots and minute bars of many symbols in one request, bars adjusted for splits and dividends.</summary>
internal sealed class AlpacaMarket(IAlpacaTradingClient trading, IAlpacaDataClient data, MarketFeed feed, TimeProvider clock) : IMarketData
{
    /// <summary>Symbols of one request: what an address holds without being cut on the way.</summary>
    private const int LargestRequest = 200;

    /// <summary>Exchanges whose shares the pipeline's rules are made for.</summary>
    private static readonly Exchange[] Listed = [Exchange.Nyse, Exchange.Nasdaq, Exchange.Amex, Exchange.Arca, Exchange.Bats];

    private readonly SemaphoreSlim listing = new(1, 1);
    private (DateOnly Day, IReadOnlyList<Symbol> Symbols) listed;

    public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>All shares that are traded on an exchange; asked for once a day.</summary>
    public async Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken)
    {
        await listing.WaitAsync(cancellationToken);
        try
        {
            var today = DateOnly.FromDateTime(ExchangeCalendar.ToNewYork(NowUtc));
            if (listed.Day != today)
            {
                listed = (today, await Calls.ReadMarket<IReadOnlyList<IAsset>, IReadOnlyList<Symbol>>(
                    "assets", () => trading.ListAssetsAsync(new AssetsRequest { AssetStatus = AssetStatus.Active, AssetClass = AssetClass.UsEquity }, cancellationToken), Tradable, cancellationToken));
            }

            return listed.Symbols;
        }
        finally
        {
            listing.Release();
        }
    }

    public async Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>(symbols.Count);
        foreach (var chunk in symbols.Chunk(LargestRequest))
        {
            var asOf = NowUtc;
            var request = new LatestMarketDataListRequest(chunk.Select(symbol => symbol.Value)) { Feed = Feed() };
            Dictionary<Symbol, SymbolSnapshot> found = await Calls.ReadMarket<IReadOnlyDictionary<string, ISnapshot>, Dictionary<Symbol, SymbolSnapshot>>(
                "snapshots", () => data.ListSnapshotsAsync(request, cancellationToken), page => MarketMapping.Snapshots(page, asOf, BarPeriod), cancellationToken);
            var windows = bars > 1 ? await FetchHistory(chunk, MarketMapping.Reach(asOf, bars), asOf, cancellationToken) : null;
            foreach (var (symbol, snapshot) in found)
            {
                snapshots[symbol] = windows?.GetValueOrDefault(symbol) is { IsEmpty: false } window ? snapshot with { Bars = MarketMapping.Newest(window, bars) } : snapshot;
            }
        }

        return snapshots;
    }

    public async Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var windows = new Dictionary<Symbol, BarWindow>(symbols.Count);
        foreach (var chunk in symbols.Chunk(LargestRequest))
        {
            var collected = new BarCollector(fromUtc, toUtc, BarPeriod);
            string? token = null;
            do
            {
                var request = new HistoricalBarsRequest(chunk.Select(symbol => symbol.Value), fromUtc - BarPeriod, toUtc, BarTimeFrame.Minute)
                {
                    Adjustment = Adjustment.SplitsAndDividends,
                    Feed = Feed(),
                    SortDirection = SortDirection.Ascending,
                };
                request.Pagination.Size = Pagination.MaxPageSize;
                request.Pagination.Token = token;
                token = await Calls.ReadMarket<IMultiPage<IBar>, string?>("bars", () => data.GetHistoricalBarsAsync(request, cancellationToken), collected.Add, cancellationToken);
            }
            while (!string.IsNullOrEmpty(token));
            foreach (var (symbol, window) in collected.Windows())
            {
                windows[symbol] = window;
            }
        }

        return windows;
    }

    private static IReadOnlyList<Symbol> Tradable(IReadOnlyList<IAsset> assets)
    {
        var symbols = new List<Symbol>(assets.Count);
        foreach (var asset in assets)
        {
            if (asset is { IsTradable: true, Class: AssetClass.UsEquity } && Listed.Contains(asset.Exchange) && Symbol.TryCreate(asset.Symbol, out var symbol, out _))
            {
                symbols.Add(symbol);
            }
        }

        symbols.Sort();
        return symbols;
    }

    private MarketDataFeed Feed() => feed == MarketFeed.Sip ? MarketDataFeed.Sip : MarketDataFeed.Iex;
}
