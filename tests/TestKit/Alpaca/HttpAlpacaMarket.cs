using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>The market port over Alpaca's data API: snapshots in one call.</summary>
public sealed class HttpAlpacaMarket(AlpacaHttp http, TimeProvider clock) : IMarketData
{
    public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken)
    {
        var body = (await Get("/v2/assets?status=active&asset_class=us_equity", cancellationToken)).Body;
        return [.. body.EnumerateArray().Select(asset => new Symbol(asset.GetProperty("symbol").GetString()!)).Order()];
    }

    public async Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
    {
        var body = (await Get($"/v2/stocks/snapshots?symbols={string.Join(',', symbols)}", cancellationToken)).Body;
        var snapshots = new Dictionary<Symbol, SymbolSnapshot>();
        foreach (var pair in body.EnumerateObject())
        {
            var (trade, quote) = (pair.Value.GetProperty("latestTrade"), pair.Value.GetProperty("latestQuote"));
            var symbol = new Symbol(pair.Name);
            snapshots[symbol] = new SymbolSnapshot(
                symbol, clock.GetUtcNow().UtcDateTime, trade.GetProperty("p").GetDouble(), AlpacaMapping.Time(trade, "t"),
                new Quote(AlpacaMapping.Time(quote, "t"), quote.GetProperty("bp").GetDouble(), quote.GetProperty("ap").GetDouble()), BarWindow.Empty);
        }

        return snapshots;
    }

    public async Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
    {
        var series = new Dictionary<Symbol, BarSeries>();
        var token = string.Empty;
        do
        {
            var query = $"symbols={string.Join(',', symbols)}&timeframe=1Min&start={fromUtc:yyyy-MM-ddTHH:mm:ssZ}&end={toUtc:yyyy-MM-ddTHH:mm:ssZ}&limit=10000&page_token={Uri.EscapeDataString(token)}";
            var body = (await Get($"/v2/stocks/bars?{query}", cancellationToken)).Body;
            foreach (var pair in body.GetProperty("bars").EnumerateObject())
            {
                var symbol = new Symbol(pair.Name);
                var of = series.TryGetValue(symbol, out var known) ? known : series[symbol] = new BarSeries(symbol);
                foreach (var bar in pair.Value.EnumerateArray())
                {
                    var start = AlpacaMapping.Time(bar, "t");
                    if (start + BarPeriod > fromUtc && start + BarPeriod <= toUtc)
                    {
                        of.Append(new Bar(start, start + BarPeriod, Number("o"), Number("h"), Number("l"), Number("c"), Number("v")));
                    }

                    double Number(string name) => bar.GetProperty(name).GetDouble();
                }
            }

            token = body.GetProperty("next_page_token").GetString() ?? string.Empty;
        }
        while (token.Length > 0);
        return series.ToDictionary(pair => pair.Key, pair => pair.Value.WindowAt(toUtc));
    }

    private async Task<AlpacaAnswer> Get(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await http.Get(path, cancellationToken);
        }
        catch (BrokerException e)
        {
            throw new MarketDataException(e.Message, e);
        }
    }
}
