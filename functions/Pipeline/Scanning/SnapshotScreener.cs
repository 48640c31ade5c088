using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Scanning;

/// <summary>The screener of a market that makes no lists of its own: computed from the snapshots of all its symbols.</summary>
public sealed class SnapshotScreener(IMarketData market) : IMarketScreener
{
    /// <summary>A session of minutes and the bar before it.</summary>
    private const int Bars = 391;

    public async Task<IReadOnlyList<Symbol>> MostActive(int top, CancellationToken cancellationToken) =>
        [.. (await Figures(cancellationToken)).OrderByDescending(f => f.Volume).ThenBy(f => f.Symbol).Take(top).Select(f => f.Symbol)];

    public async Task<Movers> Movers(int top, CancellationToken cancellationToken)
    {
        var figures = await Figures(cancellationToken);
        return new Movers(
            [.. figures.Where(f => f.Change > 0).OrderByDescending(f => f.Change).ThenBy(f => f.Symbol).Take(top).Select(f => f.Symbol)],
            [.. figures.Where(f => f.Change < 0).OrderBy(f => f.Change).ThenBy(f => f.Symbol).Take(top).Select(f => f.Symbol)]);
    }

    private async Task<List<(Symbol Symbol, double Volume, double Change)>> Figures(CancellationToken cancellationToken)
    {
        var snapshots = await market.FetchSnapshots(await market.ListSymbols(cancellationToken), Bars, cancellationToken);
        var figures = new List<(Symbol, double, double)>(snapshots.Count);
        foreach (var snapshot in snapshots.Values)
        {
            if (!snapshot.Bars.IsEmpty)
            {
                figures.Add(Measure(snapshot));
            }
        }

        return figures;
    }

    /// <summary>Volume of the newest bar's New York day, and the change since the close before it.</summary>
    private static (Symbol Symbol, double Volume, double Change) Measure(SymbolSnapshot snapshot)
    {
        var bars = snapshot.Bars;
        var day = ExchangeCalendar.ToNewYork(bars.Last.EndUtc).Date;
        double volume = 0;
        var i = bars.Count - 1;
        for (; i >= 0 && ExchangeCalendar.ToNewYork(bars[i].EndUtc).Date == day; i--)
        {
            volume += bars.Volumes[i];
        }

        var before = i >= 0 ? bars.Closes[i] : bars.Opens[0];
        return (snapshot.Symbol, volume, before > 0 ? (snapshot.LastPrice / before) - 1 : 0);
    }
}
