using Alpaca.Markets;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Alpaca.Market;

/// <summary>Puts pages of bars together: a page holds the first symbols only, and a symbol may go on in the next one.</summary>
internal sealed class BarCollector(DateTime fromUtc, DateTime toUtc, TimeSpan period)
{
    private readonly Dictionary<Symbol, BarSeries> series = [];

    /// <summary>Takes the bars of a page that end in (from, to].</summary>
    /// <returns>Token of the next page; null after the last.</returns>
    /// <exception cref="ArgumentException">Bars are out of order.</exception>
    public string? Add(IMultiPage<IBar> page)
    {
        foreach (KeyValuePair<string, IReadOnlyList<IBar>> of in page.Items)
        {
            var symbol = new Symbol(of.Key);
            foreach (var bar in of.Value)
            {
                if (bar.TimeUtc + period > fromUtc && bar.TimeUtc + period <= toUtc)
                {
                    (series.TryGetValue(symbol, out var known) ? known : series[symbol] = new BarSeries(symbol, of.Value.Count)).Append(MarketMapping.BarOf(bar, period));
                }
            }
        }

        return page.NextPageToken;
    }

    public IEnumerable<(Symbol Symbol, BarWindow Window)> Windows() => series.Select(pair => (pair.Key, pair.Value.WindowAt(toUtc)));
}
