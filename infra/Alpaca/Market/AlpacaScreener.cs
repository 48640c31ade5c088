using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca.Market;

/// <summary>Alpaca's lists of the most active and of those that moved most. Names that are no tickers of ours are left out.</summary>
internal sealed class AlpacaScreener(IAlpacaDataClient client) : IMarketScreener
{
    public Task<IReadOnlyList<Symbol>> MostActive(int top, CancellationToken cancellationToken) => Calls.ReadMarket<IReadOnlyList<IActiveStock>, IReadOnlyList<Symbol>>(
        "most active", () => client.ListMostActiveStocksByVolumeAsync(top, cancellationToken), stocks => Symbols(stocks.Select(stock => stock.Symbol)), cancellationToken);

    public Task<Movers> Movers(int top, CancellationToken cancellationToken) => Calls.ReadMarket<IMarketMovers, Movers>(
        "movers",
        () => client.GetTopMarketMoversAsync(top, cancellationToken),
        movers => new Movers(Symbols(movers.Gainers.Select(mover => mover.Symbol)), Symbols(movers.Losers.Select(mover => mover.Symbol))),
        cancellationToken);

    private static IReadOnlyList<Symbol> Symbols(IEnumerable<string> names)
    {
        var symbols = new List<Symbol>();
        foreach (var name in names)
        {
            if (Symbol.TryCreate(name, out var symbol, out _))
            {
                symbols.Add(symbol);
            }
        }

        return symbols;
    }
}
